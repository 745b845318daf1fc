/** The curator's desk: the menu on screen, and the one way to change it. Everything else hangs on `commit`. */
import { draftOf, standingOf, type Draft, type Menu, type Standing } from "../menu/menu";
import type { Change } from "../menu/changes";
import type { Choice, Conflict } from "../menu/conflicts";
import { merge } from "../menu/merge";
import { sameDraft } from "../menu/same";
import type { Client } from "../service/client";
import type { Words } from "../words/words";
import { Device, type Edits } from "./device";
import { History, type Gone } from "./history.svelte";
import { Keeping } from "./keeping.svelte";
import { Saver } from "./saver";
import type { Dispute, Standing as Saved, Version } from "./saving";
import { stateOf, type SavingState } from "./saving-state";
import { StepsHere } from "./steps";
import { renewed, signedIn, type Entry } from "./session";
import { Tabs } from "./tabs";

/** Where the desk stands; tests have one of their own. */
export interface World {
  readonly device?: Device;
  readonly steps?: StepsHere;
  readonly tabs?: (hear: (version: Version) => void) => Tabs;
  readonly isOnline?: () => boolean;
  /** Who is signed in, by username. */
  readonly username?: string;
}

export class Desk {
  draft: Draft = $state.raw() as Draft;
  standing: Standing = $state.raw() as Standing;
  /** What a screen reader is told; set by `say`. */
  announcement = $state("");
  /** What was undone or done again last, in words, until the next edit: it may lie out of sight. */
  went: { readonly words: string } | undefined = $state.raw();
  /** Changes from elsewhere that go against ours; see `conflicts` and `settle`. */
  dispute: Dispute | undefined = $state.raw();
  readonly menuId: string;
  readonly slug: string;
  readonly username: string;
  /** How often the session has begun anew: what was refused without one can be asked again. */
  sessions = $state(0);
  readonly #history: History;
  readonly #steps: StepsHere;
  #saved: SavingState = $state.raw({ name: "saved" });
  /** The session is over: set anew by each request that found it so. */
  #signedOut: SavingState | undefined = $state.raw();
  readonly #saver: Saver;
  readonly #keeping: Keeping;
  readonly #tabs: Tabs;

  constructor(
    menu: Menu,
    readonly client: Client,
    readonly words: Words,
    world: World = {},
  ) {
    this.menuId = menu.id;
    this.slug = menu.slug;
    this.username = world.username ?? "";
    this.draft = draftOf(menu);
    this.standing = standingOf(menu);
    this.#keeping = new Keeping(world.device ?? new Device(this.username, menu.id), () => this.#unsaved());
    this.#steps = world.steps ?? new StepsHere(`media-menu:steps:${this.username}:${menu.id}`);
    this.#history = new History(this.#steps.take());
    const hear = (version: Version) => this.#saver.hear(version);
    this.#tabs = world.tabs?.(hear) ?? new Tabs(menu.id, hear);
    this.#saver = new Saver(`/api/v1/menus/${menu.id}`, { draft: this.draft, version: menu.version }, client, {
      draft: () => this.draft,
      take: (draft) => this.#take(draft),
      learn: (change) => (this.draft = change(this.draft)),
      show: (saved) => this.#show(saved),
      confirmed: (version) => this.#confirmed(version),
      seen: (read) => (this.standing = standingOf(read)),
      isOnline: world.isOnline ?? (() => navigator.onLine),
    });
    client.doorkeeper = { renew: () => renewed(client, this.username), ended: () => (this.#signedOut = { name: "signed-out" }) };
  }

  /** Whoever is signed out hears of that first, and of all else when they are back. */
  get saving(): SavingState {
    return this.#signedOut ?? this.#saved;
  }

  /**
   * Makes a change, says it in words, and sees that it is kept; it can be undone.
   * Changes that follow one another with the same `joins` are one step: the letters of one note, say.
   */
  commit(words: string, change: Change, joins?: string): void {
    const before = this.draft;
    const after = change(before);
    if (after === before) return;
    const isSameStep = this.#history.record(words, before, after, joins);
    this.draft = after;
    this.went = undefined;
    if (!isSameStep) this.say(words);
    this.#changed(joins !== undefined);
  }

  /** What `undo` would take back, in words; undefined when there is nothing. */
  get undoable(): string | undefined {
    return this.#history.undoable;
  }

  get redoable(): string | undefined {
    return this.#history.redoable;
  }

  undo(): void {
    this.#goneTo(this.#history.undo(this.draft), (what) => this.words.say("undone", { what }));
  }

  redo(): void {
    this.#goneTo(this.#history.redo(this.draft), (what) => this.words.say("redone", { what }));
  }

  #goneTo(gone: Gone | undefined, told: (what: string) => string): void {
    if (!gone) return;
    this.draft = gone.draft;
    const words = told(gone.words);
    this.say(words);
    this.went = { words };
    this.#changed(false);
  }

  say(words: string): void {
    this.announcement = words;
  }

  /** Typing has come to an end, as a field was left: the next letters are a step of their own. */
  pause(): void {
    this.#history.pause();
    this.#saver.flush();
  }

  /** Sends what is not sent yet; true when the service has everything. */
  async settled(): Promise<boolean> {
    await this.#saver.finish();
    return this.#saver.isClean;
  }

  /** The version of the menu that the service has confirmed last. */
  get version(): number {
    return this.#saver.confirmed.version;
  }

  /**
   * The service's menu after something else than an edit: another standing, and perhaps another content.
   * Where that was a deed of the curator, `words` say so: it can be undone as every other.
   */
  takeOver(menu: Menu, words = ""): void {
    const before = this.draft;
    this.standing = standingOf(menu);
    this.#saver.hear({ draft: draftOf(menu), version: menu.version });
    if (words && this.draft !== before) this.#history.record(words, before, this.draft, undefined);
    this.#tabs.tell({ draft: draftOf(menu), version: menu.version });
  }

  /** Tries to save again: there is a connection, or a session. */
  resume(): void {
    this.#saver.resume();
  }

  /** The page is shown again: another device may have changed the menu. */
  async look(): Promise<void> {
    await this.#saver.look();
  }

  /** The page is hidden, and may never be shown again. */
  hide(): void {
    this.#saver.flush();
    this.#keep();
  }

  /** The page is being left. */
  leave(): void {
    this.#saver.leave();
    this.#keep();
  }

  #keep(): void {
    this.#keeping.now(true);
    this.#keepSteps();
  }

  #keepSteps(): void {
    this.#steps.keep(this.#history.steps);
  }

  /** Whether closing the page would lose something. */
  wouldLose(): boolean {
    if (this.#saver.isClean) return false;
    this.#keeping.now();
    return this.isUnkept || this.saving.name === "gone";
  }

  /** Edits are neither sent nor kept on this device: it has no room for them. */
  get isUnkept(): boolean {
    return this.#keeping.isUnkept;
  }

  get conflicts(): readonly Conflict[] {
    return this.dispute ? merge(this.dispute.base, this.draft, this.dispute.theirs.draft).conflicts : [];
  }

  /** Ends a dispute: each conflict as chosen by its key, and mine where nothing was chosen. */
  settle(choices: ReadonlyMap<string, Choice>): void {
    if (!this.dispute) return;
    const { base, theirs } = this.dispute;
    const mine = merge(base, this.draft, theirs.draft, () => "mine").merged;
    const { merged } = merge(base, this.draft, theirs.draft, ({ key }) => choices.get(key) ?? "mine");
    if (!sameDraft(mine, merged)) this.#history.record(this.words.say("settled"), mine, merged, undefined);
    this.draft = merged;
    this.dispute = undefined;
    this.say(this.words.say("settled"));
    this.#saver.settle();
    this.#keeping.soon();
  }

  /** Signs in again where the session has expired; saving goes on then. */
  async signIn(password: string): Promise<Entry> {
    const entry = await signedIn(this.client, this.username, password);
    if (entry === "entered") this.#enter();
    return entry;
  }

  /** Another window may have signed in again. */
  async tryAgain(): Promise<void> {
    if (this.saving.name === "signed-out" && (await renewed(this.client, this.username)) === true) this.#enter();
  }

  #enter(): void {
    this.#signedOut = undefined;
    this.sessions += 1;
    this.#saver.resume();
  }

  /** Takes up what an earlier visit could not save. */
  async restore(): Promise<void> {
    await this.#keeping.lookForLeftovers(this.draft, this.client);
    this.#restoreNext();
  }

  #restoreNext(): void {
    const next = this.#saver.isClean ? this.#keeping.nextLeftover() : undefined;
    if (!next) return;
    const { base, mine, unheard } = next.edits;
    this.draft = mine;
    this.#saver.restore(base, unheard);
    this.#keeping.tookUp(next);
    this.say(this.words.say("restored"));
  }

  #unsaved(): Edits | undefined {
    const { isClean, confirmed, unheard } = this.#saver;
    return isClean ? undefined : { base: confirmed.draft, mine: this.draft, unheard };
  }

  #changed(isTyping: boolean): void {
    this.#saver.changed(isTyping);
    this.#keeping.soon();
  }

  #take(draft: Draft): void {
    this.draft = draft;
    this.say(this.words.say("followed"));
    this.#keeping.soon();
  }

  #confirmed(version: Version): void {
    this.#signedOut = undefined;
    this.#tabs.tell(version);
    this.#keeping.soon();
    // For a crash; oftener would be felt in long menus.
    this.#keepSteps();
  }

  #show(saved: Saved): void {
    this.dispute = saved.name === "conflict" ? saved.dispute : undefined;
    this.#saved = stateOf(saved, this.words);
    this.#keeping.soon();
    if (saved.name === "saved") this.#restoreNext();
  }
}
