/**
 * Keeps the service's copy of a menu like the one on screen: one request at a time, each against the version that
 * was confirmed last. Where an answer was lost, the next one finds out whether the request had been taken.
 */
import { draftOf, type Draft } from "../menu/menu";
import { merge } from "../menu/merge";
import { sameDraft } from "../menu/same";
import type { Step } from "../menu/step";
import type { Client, Problem, Result } from "../service/client";
import { answered } from "./answers";
import { Known } from "./known";
import { Pauses } from "./pauses";
import { Post, versionIn } from "./post";
import type { Dispute, Surroundings, Version } from "./saving";
import { SetAside } from "./set-aside";

type Held = "conflict" | "signed-out" | "gone";

export class Saver {
  readonly #known: Known;
  readonly #post: Post;
  readonly #pauses = new Pauses(() => void this.run());
  readonly #setAside = new SetAside();
  #held: Held | undefined;
  #dispute: Dispute | undefined;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;

  constructor(
    address: string,
    confirmed: Version,
    client: Client,
    private readonly around: Surroundings,
  ) {
    this.#known = new Known(confirmed);
    this.#post = new Post(address, client);
  }

  get confirmed(): Version {
    return this.#known.confirmed;
  }

  get unheard(): readonly Draft[] {
    return this.#known.unheard;
  }

  get isClean(): boolean {
    return this.unheard.length === 0 && sameDraft(this.confirmed.draft, this.around.draft());
  }

  /** The draft has changed. */
  changed(isTyping: boolean): void {
    this.#setAside.changed(this.around.draft());
    if (this.#held || this.#pauses.isFailing) return;
    if (this.around.isOnline()) this.around.show({ name: "saving" });
    this.#pauses.afterEdit(isTyping);
  }

  /** Sends what waits, without waiting any longer. */
  flush(): void {
    if (this.#pauses.isWaiting) void this.run();
  }

  /** Sends what waits, and returns when there is nothing more to be done for now. */
  async finish(): Promise<void> {
    do await this.run();
    while (this.#pauses.isWaiting);
  }

  /** There is a connection again, or a session, or the curator asks for it. */
  resume(): void {
    if (this.#held === "signed-out") this.#held = undefined;
    this.#pauses.forgive();
    void this.run();
  }

  /** The page is being left: what fits is sent along with that. */
  leave(): void {
    const step = this.#held ? undefined : this.#next();
    if (!step || !this.around.isOnline() || !this.#post.fitsALeave(step)) return;
    this.#known.sent(step.reached);
    this.#post.sendWhileLeaving(step, this.confirmed.version);
  }

  /** Another tab has saved, or the menu was changed by other means than its draft. */
  hear(version: Version): void {
    if (!this.#known.hear(version)) return;
    if (!this.#running && !this.#held) this.#takeOver(version);
    void this.run();
  }

  /** Looks whether the menu was changed elsewhere, where nothing is to be sent that would find out. */
  async look(): Promise<void> {
    if (this.#held || this.#running || !this.isClean || !this.around.isOnline()) return;
    const result = await this.#post.read();
    if (result.kind !== "done") return;
    this.around.seen(result.body);
    this.hear({ draft: draftOf(result.body), version: result.body.version });
  }

  /** Begins from edits of an earlier visit, made since `base`, and not known to have been taken. */
  restore(base: Draft, unheard: readonly Draft[]): void {
    const now = this.confirmed;
    this.#known.restart(base, unheard);
    this.#takeOver(now);
    if (!this.#held) void this.run();
  }

  /** The dispute is over; the draft says what was chosen. */
  settle(): void {
    if (!this.#dispute) return;
    this.#known.confirm(this.#dispute.theirs);
    this.#dispute = this.#held = undefined;
    void this.run();
  }

  /** Everything that is to be done now, one thing at a time. */
  run(): Promise<void> {
    this.#pauses.end();
    this.#isAskedAgain = this.#running !== undefined;
    return (this.#running ??= this.#steps());
  }

  async #steps(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      // What was typed meanwhile waits for its own pause.
      while (await this.#step()) if (this.#pauses.isWaiting) break;
    } while (this.#isAskedAgain);
    this.#running = undefined;
  }

  /** Says whether there may be more to do. */
  async #step(): Promise<boolean> {
    if (this.#held) return false;
    if (this.#known.heard) this.#takeOver(this.#known.heard);
    if (this.#held) return false;
    const step = this.#next();
    if (!step) return this.#rest();
    if (!this.around.isOnline()) return this.#fail(null);
    if (!this.#pauses.isFailing) this.around.show({ name: "saving" });
    const takeBack = this.#known.sent(step.reached);
    const result = await this.#post.send(step, this.confirmed.version);
    if (result.kind === "unreachable") return this.#fail(result.after);
    this.#pauses.forgive();
    if (result.kind === "done") return this.#done(step, result);
    takeBack();
    return this.#refused(step, result.problem);
  }

  /** With nothing to send, a change of nothing fences off what may still be under way. */
  #next(): Step | undefined {
    const [draft, confirmed] = [this.around.draft(), this.confirmed.draft];
    if (this.#setAside.isStuckAt(draft)) return undefined;
    const fence: Step = { call: { method: "PATCH", path: "", body: {} }, reached: confirmed, subject: "menu" };
    return this.#setAside.stepTowards(draft, confirmed) ?? (this.unheard.length > 0 ? fence : undefined);
  }

  #done(step: Step, { body, etag }: Extract<Result<unknown>, { kind: "done" }>): boolean {
    this.around.learn((draft) => answered(draft, body));
    this.#known.confirm({ draft: answered(step.reached, body), version: versionIn(etag) ?? this.confirmed.version + 1 });
    this.around.confirmed(this.confirmed);
    return true;
  }

  #rest(): false {
    this.around.show(this.#setAside.rest(this.around.draft()));
    return false;
  }

  #fail(after: number | null): false {
    this.around.show({ name: "offline" });
    this.#pauses.afterFailure(after);
    return false;
  }

  async #refused(step: Step, problem: Problem): Promise<boolean> {
    const { status, code } = problem;
    if (status === 401) return this.#wait();
    if (status === 412 || (status === 404 && code !== "not-found")) return this.#reread();
    if (status === 404 || status === 403 || status === 410) return this.#lose();
    if (code === "idempotency-key-running") return this.#fail(null);
    this.#setAside.refused(step, problem, this.around.draft());
    return true;
  }

  /** For a session: whoever sends requests has told of that. */
  #wait(): false {
    this.#held = "signed-out";
    return false;
  }

  #lose(): false {
    this.#held = "gone";
    this.around.show({ name: "gone" });
    return false;
  }

  async #reread(): Promise<boolean> {
    const result = await this.#post.read();
    if (result.kind === "unreachable") return this.#fail(result.after);
    if (result.kind === "done") {
      this.around.seen(result.body);
      this.#takeOver({ draft: draftOf(result.body), version: result.body.version });
      return true;
    }
    return result.problem.status === 401 ? this.#wait() : this.#lose();
  }

  /** What stands elsewhere becomes what the next edits are made against. */
  #takeOver(theirs: Version): void {
    this.#known.forgetHeard();
    const base = this.#known.cameFrom(theirs.draft);
    const { merged, conflicts } = merge(base, this.around.draft(), theirs.draft);
    if (conflicts.length > 0) {
      this.#held = "conflict";
      this.#dispute = { base, theirs };
      this.around.show({ name: "conflict", dispute: this.#dispute });
      return;
    }
    this.#known.confirm(theirs);
    if (!sameDraft(merged, this.around.draft())) this.around.take(merged);
  }
}
