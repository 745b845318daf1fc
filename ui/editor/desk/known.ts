/** What is known of the service's copy: what it has confirmed, what others say it has, and what it may have come to. */
import type { Draft } from "../menu/menu";
import { merge } from "../menu/merge";
import { sameDraft } from "../menu/same";
import type { Version } from "./saving";

const MOST_UNHEARD = 5;

export class Known {
  #heard: Version | undefined;
  #unheard: readonly Draft[] = [];

  constructor(private version: Version) {}

  get confirmed(): Version {
    return this.version;
  }

  /** What was heard of, and is newer than what was confirmed. */
  get heard(): Version | undefined {
    return this.#heard;
  }

  /** Drafts that the service may have come to, for all we know. */
  get unheard(): readonly Draft[] {
    return this.#unheard;
  }

  /** Somebody says that the service has this; false when that is no news. */
  hear(version: Version): boolean {
    if (version.version <= Math.max(this.version.version, this.#heard?.version ?? 0)) return false;
    this.#heard = version;
    return true;
  }

  /** What was heard of is dealt with. */
  forgetHeard(): void {
    this.#heard = undefined;
  }

  /** The service has this, and nothing else is on its way to it. */
  confirm(version: Version): void {
    this.version = version;
    this.#unheard = [];
    if (this.#heard && this.#heard.version <= version.version) this.#heard = undefined;
  }

  /** A request that leads to this draft is on its way. The answer takes that back: the service has not come to it. */
  sent(draft: Draft): () => void {
    const before = this.#unheard;
    this.#unheard = [...before.filter((each) => !sameDraft(each, draft)), draft].slice(-MOST_UNHEARD);
    return () => (this.#unheard = before);
  }

  /** Begins from what an earlier visit knew. */
  restart(base: Draft, unheard: readonly Draft[]): void {
    this.version = { draft: base, version: -1 };
    this.#unheard = unheard;
  }

  /** Which of our drafts the service's grew out of: one whose answer was lost, if all of it is in there. */
  cameFrom(theirs: Draft): Draft {
    const { draft: confirmed } = this.version;
    const isIn = (sent: Draft) => {
      const { merged, conflicts } = merge(confirmed, sent, theirs);
      return conflicts.length === 0 && sameDraft(merged, theirs);
    };
    return [...this.#unheard].reverse().find(isIn) ?? confirmed;
  }
}
