/** A search of the catalogue while somebody types: asked after a pause, and never answered by a stale answer. */
import type { Client, Result } from "../service/client";
import type { Kind, Page, Suggestion } from "./works";

/** Milliseconds without a letter until the catalogue is asked; with the way to the wire it stays within 150. */
export const PAUSE = 120;

const CATALOGUE = "/api/v1/media";

export interface Answered {
  readonly name: "found";
  readonly words: string;
  readonly kind: Kind | null;
  readonly works: readonly Suggestion[];
  /** Suggestions are the well-known few; the whole answer comes in pages. */
  readonly isWhole: boolean;
  readonly cursor: string | null;
}

export type Found =
  | { readonly name: "nothing-asked" }
  | Answered
  | { readonly name: "failed"; readonly code: string; readonly detail: string };

const NOTHING_ASKED: Found = { name: "nothing-asked" };

export class Finding {
  typed = $state("");
  kind: Kind | null = $state(null);
  found: Found = $state.raw(NOTHING_ASKED);
  isLooking = $state(false);
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly client: Client,
    private readonly pause = PAUSE,
  ) {}

  get words(): string {
    return this.typed.trim().replace(/\s+/g, " ");
  }

  get works(): readonly Suggestion[] {
    return this.found.name === "found" ? this.found.works : [];
  }

  get isWhole(): boolean {
    return this.found.name === "found" && this.found.isWhole;
  }

  /** Whether there is more to be asked for than what is shown. */
  get hasMore(): boolean {
    const { found } = this;
    return this.isCurrent && found.name === "found" && found.works.length > 0 && (!found.isWhole || found.cursor !== null);
  }

  /** Whether what is shown answers what is typed: only then a key may choose from it. */
  get isCurrent(): boolean {
    return this.found.name === "found" && this.found.words === this.words && this.found.kind === this.kind;
  }

  type(typed: string): void {
    this.typed = typed;
    if (this.#isBlank) return this.forget();
    this.#dropAnswers();
    if (!this.isCurrent) this.#timer = setTimeout(() => void this.ask(), this.pause);
  }

  choose(kind: Kind | null): void {
    this.kind = kind;
    void this.ask();
  }

  /** At once: the well-known works, or all when none of those is meant; without words the best known of a kind. */
  async ask(): Promise<void> {
    if (this.#isBlank) return this.forget();
    this.#dropAnswers();
    if (!this.words) return this.all();
    const found = await this.#asked(`${CATALOGUE}/autocomplete?${this.#query()}`, []);
    if (found && found.length === 0) await this.all();
  }

  /** Everything that is found, from the beginning, or its next page. */
  async all(): Promise<void> {
    const { found } = this;
    const isNext = this.isCurrent && found.name === "found" && found.isWhole && found.cursor !== null;
    const before = isNext ? found.works : [];
    await this.#asked(`${CATALOGUE}?${this.#query(isNext ? found.cursor : null)}`, before, true);
  }

  get #isBlank(): boolean {
    return this.words === "" && this.kind === null;
  }

  /** Shows nothing any more; the words stay. */
  forget(): void {
    this.#dropAnswers();
    this.found = NOTHING_ASKED;
  }

  /** Those that are on their way, and the one that would be asked for. */
  #dropAnswers(): void {
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.isLooking = false;
  }

  #query(cursor: string | null = null): URLSearchParams {
    const query = new URLSearchParams();
    if (this.words) query.set("q", this.words);
    if (this.kind) query.set("media_type", this.kind);
    if (cursor) query.set("cursor", cursor);
    return query;
  }

  /** What came of it; undefined when it failed, or when something else was asked meanwhile. */
  async #asked(path: string, before: readonly Suggestion[], isWhole = false): Promise<readonly Suggestion[] | undefined> {
    const turn = (this.#turn += 1);
    const { words, kind } = this;
    this.isLooking = true;
    const answer = await this.client.send<Page<Suggestion>>({ method: "GET", path });
    if (turn !== this.#turn) return undefined;
    this.isLooking = false;
    if (answer.kind !== "done") {
      this.found = failed(answer);
      return undefined;
    }
    const works = [...before, ...answer.body.items];
    this.found = { name: "found", words, kind, works, isWhole, cursor: answer.body.next_cursor };
    return works;
  }
}

function failed(answer: Exclude<Result<unknown>, { kind: "done" }>): Found {
  const { code, detail } = answer.kind === "refused" ? answer.problem : { code: "unreachable", detail: "" };
  return { name: "failed", code, detail };
}
