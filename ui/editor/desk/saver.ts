/**
 * Keeps the service's copy of a menu like the one on screen: one request at a time, each against the version that
 * was confirmed last. Where an answer was lost, the next one finds out whether the request had been taken.
 */
import type { Draft, Menu } from "../menu/menu";
import { draftOf } from "../menu/menu";
import { merge } from "../menu/merge";
import { requestFor } from "../menu/requests";
import { sameDraft } from "../menu/same";
import type { Step } from "../menu/step";
import type { Client, Problem, Result } from "../service/client";
import { newId } from "../menu/ids";
import { answered } from "./answers";
import { refusalsOf, sendable, stillStands, type Refusal } from "./refusals";

/** A draft as the service has it. */
export interface Version {
  readonly draft: Draft;
  readonly version: number;
}

/** The menu as it was changed elsewhere, where that goes against what was changed here since `base`. */
export interface Dispute {
  readonly base: Draft;
  readonly theirs: Version;
}

export type Standing =
  | { readonly name: "saved" | "saving" | "offline" | "signed-out" | "gone" }
  | { readonly name: "conflict"; readonly dispute: Dispute }
  | { readonly name: "refused"; readonly refusals: readonly Refusal[] };

/** What the saver works for and with. */
export interface Surroundings {
  draft(): Draft;
  /** Another draft takes the place of the one on screen, with changes from elsewhere. */
  take(draft: Draft): void;
  show(standing: Standing): void;
  /** The service has taken this. */
  confirmed(version: Version): void;
  /** The whole menu was read anew. */
  seen(menu: Menu): void;
  isOnline(): boolean;
  /** Gets a new proof of the session; false when there is none, or it is somebody else's. */
  renewSession(): Promise<boolean | "unreachable">;
}

const PAUSE = 250;
const PAUSE_WHILE_TYPING = 900;
const LONGEST_WAIT = 5_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;
const MOST_UNHEARD = 5;
/** Browsers send at most 64 KiB for a page that is left. */
const MOST_WHEN_LEAVING = 60_000;

type Held = "conflict" | "signed-out" | "gone";

export class Saver {
  #confirmed: Version;
  #heard: Version | undefined;
  /** Drafts that the service may have come to, for all we know. */
  #unheard: readonly Draft[] = [];
  #refusals: readonly Refusal[] = [];
  #stuck: Draft | undefined;
  #isSmall = false;
  #held: Held | undefined;
  #dispute: Dispute | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince: number | undefined;
  #failures = 0;
  #running: Promise<void> | undefined;
  #isAskedAgain = false;
  #series: { readonly request: string; readonly key: string } | undefined;

  constructor(
    private readonly address: string,
    confirmed: Version,
    private readonly client: Client,
    private readonly around: Surroundings,
  ) {
    this.#confirmed = confirmed;
  }

  get confirmed(): Version {
    return this.#confirmed;
  }

  get unheard(): readonly Draft[] {
    return this.#unheard;
  }

  get dispute(): Dispute | undefined {
    return this.#dispute;
  }

  get isClean(): boolean {
    return this.#unheard.length === 0 && sameDraft(this.#confirmed.draft, this.around.draft());
  }

  /** The draft has changed. */
  changed(isTyping: boolean): void {
    const draft = this.around.draft();
    this.#refusals = this.#refusals.filter((each) => each.value !== null && stillStands(each, draft));
    if (this.#held) return;
    if (this.around.isOnline() && this.#failures === 0) this.around.show({ name: "saving" });
    if (this.#failures === 0) this.#wait(isTyping ? PAUSE_WHILE_TYPING : PAUSE);
  }

  /** Sends what waits, without waiting any longer. */
  flush(): void {
    if (this.#timer !== undefined && this.#failures === 0) void this.run();
  }

  /** Sends what waits, and returns when there is nothing more to be done for now. */
  async finish(): Promise<void> {
    do await this.run();
    while (this.#timer !== undefined && this.#failures === 0);
  }

  /** There is a connection again, or a session, or the curator asks for it. */
  resume(): void {
    if (this.#held === "signed-out") this.#held = undefined;
    this.#failures = 0;
    void this.run();
  }

  /** The page is being left: what fits is sent along with that. */
  leave(): void {
    const step = this.#held ? undefined : this.#next();
    if (!step || !this.around.isOnline() || JSON.stringify(step.call.body ?? "").length > MOST_WHEN_LEAVING) return;
    this.#unheard = [...this.#unheard, step.reached].slice(-MOST_UNHEARD);
    void this.client.send(this.#call(step), this.#headers(step), { keepalive: true });
  }

  /** Another tab has saved, or the menu was changed by other means than its draft. */
  hear(version: Version): void {
    if (version.version <= Math.max(this.#confirmed.version, this.#heard?.version ?? 0)) return;
    this.#heard = version;
    if (!this.#running && !this.#held) this.#takeOver(version);
    void this.run();
  }

  /** Looks whether the menu was changed elsewhere, where nothing is to be sent that would find out. */
  async look(): Promise<void> {
    if (this.#held || this.#running || !this.isClean || !this.around.isOnline()) return;
    const result = await this.client.send<Menu>({ method: "GET", path: this.address });
    if (result.kind !== "done") return;
    this.around.seen(result.body);
    this.hear({ draft: draftOf(result.body), version: result.body.version });
  }

  /** Begins from edits of an earlier visit, made since `base`, and not known to have been taken. */
  restore(base: Draft, unheard: readonly Draft[]): void {
    const now = this.#confirmed;
    this.#confirmed = { draft: base, version: -1 };
    this.#unheard = unheard;
    this.#takeOver(now);
    if (!this.#held) void this.run();
  }

  /** The dispute is over; the draft says what was chosen. */
  settle(): void {
    if (!this.#dispute) return;
    this.#confirm(this.#dispute.theirs);
    this.#dispute = this.#held = undefined;
    void this.run();
  }

  /** Everything that is to be done now, one thing at a time. */
  run(): Promise<void> {
    this.#wake();
    this.#isAskedAgain = this.#running !== undefined;
    return (this.#running ??= this.#steps());
  }

  async #steps(): Promise<void> {
    do {
      this.#isAskedAgain = false;
      // What was typed meanwhile waits for its own pause.
      while (await this.#step()) if (this.#timer !== undefined) break;
    } while (this.#isAskedAgain);
    this.#running = undefined;
  }

  #wait(pause: number): void {
    const now = Date.now();
    this.#waitingSince ??= now;
    clearTimeout(this.#timer);
    const left = Math.max(0, Math.min(pause, this.#waitingSince + LONGEST_WAIT - now));
    this.#timer = setTimeout(() => void this.run(), left);
  }

  #wake(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#waitingSince = undefined;
  }

  /** Says whether there may be more to do. */
  async #step(): Promise<boolean> {
    if (this.#held) return false;
    if (this.#heard) this.#takeOver(this.#heard);
    if (this.#held) return false;
    const step = this.#next();
    if (!step) return this.#rest();
    if (!this.around.isOnline()) return this.#fail(null);
    if (this.#failures === 0) this.around.show({ name: "saving" });
    const before = this.#unheard;
    this.#unheard = [...before.filter((each) => !sameDraft(each, step.reached)), step.reached].slice(-MOST_UNHEARD);
    const result = await this.client.send(this.#call(step), this.#headers(step));
    if (result.kind === "unreachable") return this.#fail(result.after);
    this.#failures = 0;
    if (result.kind === "done") return this.#done(step, result);
    this.#unheard = before;
    return this.#refused(step, result.problem);
  }

  /** With nothing to send, a change of nothing fences off what may still be under way. */
  #next(): Step | undefined {
    const draft = this.around.draft();
    const confirmed = this.#confirmed.draft;
    if (draft === this.#stuck) return undefined;
    const wanted = sendable(confirmed, draft, this.#refusals);
    const fence: Step = { call: { method: "PATCH", path: "", body: {} }, reached: confirmed, subject: "menu" };
    return requestFor(confirmed, wanted, this.#isSmall) ?? (this.#unheard.length > 0 ? fence : undefined);
  }

  #call({ call }: Step): Step["call"] {
    return { ...call, path: `${this.address}${call.path}` };
  }

  /** The key is the same for all attempts at one thing, so that a lost answer does not double what it made. */
  #headers({ call }: Step): Record<string, string> {
    const headers = { "if-match": `"${this.#confirmed.version}"` };
    if (call.method !== "POST") return headers;
    const request = JSON.stringify(call);
    if (this.#series?.request !== request) this.#series = { request, key: newId() };
    return { ...headers, "idempotency-key": this.#series.key };
  }

  #done(step: Step, { body, etag }: Extract<Result<unknown>, { kind: "done" }>): boolean {
    const draft = answered(step.reached, body);
    this.#series = undefined;
    if (draft !== step.reached) this.around.take(merge(step.reached, this.around.draft(), draft).merged);
    this.#confirm({ draft, version: versionIn(etag) ?? this.#confirmed.version + 1 });
    this.around.confirmed(this.#confirmed);
    return true;
  }

  #confirm(version: Version): void {
    this.#confirmed = version;
    this.#unheard = [];
    if (this.#heard && this.#heard.version <= version.version) this.#heard = undefined;
  }

  #rest(): false {
    const draft = this.around.draft();
    this.#isSmall = false;
    const isRefused = this.#refusals.length > 0 || draft === this.#stuck;
    this.around.show(isRefused ? { name: "refused", refusals: this.#refusals } : { name: "saved" });
    return false;
  }

  #fail(after: number | null): false {
    this.around.show({ name: "offline" });
    const pause = Math.min(FIRST_RETRY * 2 ** this.#failures, LAST_RETRY);
    this.#failures += 1;
    this.#wake();
    this.#timer = setTimeout(() => void this.run(), Math.max(pause, (after ?? 0) * 1000));
    return false;
  }

  async #refused(step: Step, problem: Problem): Promise<boolean> {
    const { status, code } = problem;
    if (status === 401) return this.#hold("signed-out");
    if (status === 403 && code === "csrf-token-wrong") return this.#renew();
    if (status === 412 || (status === 404 && code !== "not-found")) return this.#reread();
    if (status === 404 || status === 403 || status === 410) return this.#hold("gone");
    if (code === "idempotency-key-running") return this.#fail(null);
    return this.#without(step, problem);
  }

  #hold(held: "signed-out" | "gone"): false {
    this.#held = held;
    this.around.show({ name: held });
    return false;
  }

  async #renew(): Promise<boolean> {
    const isRenewed = await this.around.renewSession();
    if (isRenewed === "unreachable") return this.#fail(null);
    return isRenewed || this.#hold("signed-out");
  }

  async #reread(): Promise<boolean> {
    const result = await this.client.send<Menu>({ method: "GET", path: this.address });
    if (result.kind === "unreachable") return this.#fail(result.after);
    if (result.kind === "done") {
      this.around.seen(result.body);
      this.#takeOver({ draft: draftOf(result.body), version: result.body.version });
      return true;
    }
    return this.#hold(result.problem.status === 401 ? "signed-out" : "gone");
  }

  /** Goes on with the rest of the draft, without what was refused. */
  #without(step: Step, problem: Problem): boolean {
    const isNew = (each: Refusal) => !this.#refusals.some(({ place, value }) => place === each.place && value === each.value);
    const whole: Refusal = { place: step.subject, code: problem.code, message: problem.detail, value: null };
    const pointed = refusalsOf(step, problem);
    const found = (pointed.length > 0 || step.subject === "" ? pointed : [whole]).filter(isNew);
    if (found.length === 0 && !this.#isSmall) this.#isSmall = true;
    else if (found.length === 0) this.#stick(whole);
    this.#refusals = [...this.#refusals, ...found];
    return true;
  }

  #stick(refusal: Refusal): void {
    this.#stuck = this.around.draft();
    this.#refusals = [...this.#refusals.filter(({ place }) => place !== refusal.place), refusal];
  }

  /** What stands elsewhere becomes what the next edits are made against. */
  #takeOver(theirs: Version): void {
    this.#heard = undefined;
    const base = this.#cameFrom(theirs.draft);
    const { merged, conflicts } = merge(base, this.around.draft(), theirs.draft);
    if (conflicts.length > 0) {
      this.#held = "conflict";
      this.#dispute = { base, theirs };
      this.around.show({ name: "conflict", dispute: this.#dispute });
      return;
    }
    this.#confirm(theirs);
    if (!sameDraft(merged, this.around.draft())) this.around.take(merged);
  }

  /** Which of our drafts the service's grew out of: one whose answer was lost, if all of it is in there. */
  #cameFrom(theirs: Draft): Draft {
    const { draft: confirmed } = this.#confirmed;
    const isIn = (sent: Draft) => {
      const { merged, conflicts } = merge(confirmed, sent, theirs);
      return conflicts.length === 0 && sameDraft(merged, theirs);
    };
    return [...this.#unheard].reverse().find(isIn) ?? confirmed;
  }
}

function versionIn(etag: string | null): number | undefined {
  const found = /^"(\d+)"$/.exec(etag ?? "");
  return found ? Number(found[1]) : undefined;
}
