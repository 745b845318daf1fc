/** The curator's desk: the menu on screen, and the one way to change it. Everything else hangs on `commit`. */
import { draftOf, standingOf, type Draft, type Menu, type Standing } from "../menu/menu";
import type { Change } from "../menu/changes";
import type { Client } from "../service/client";
import type { Words } from "../words/words";

/** What becomes of the edits: on their way, safe, waiting for a connection, or in need of the curator. */
export type SavingState =
  | { readonly name: "saved" }
  | { readonly name: "saving" }
  | { readonly name: "offline" }
  | { readonly name: "conflict" }
  | { readonly name: "signed-out" }
  | { readonly name: "refused"; readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[] };

interface Step {
  readonly words: string;
  readonly before: Draft;
  readonly after: Draft;
  readonly joins: string | undefined;
}

export class Desk {
  draft: Draft = $state.raw() as Draft;
  standing: Standing = $state.raw() as Standing;
  saving: SavingState = $state.raw({ name: "saved" });
  /** What a screen reader is told; set by `say`. */
  announcement = $state("");
  version: number;
  readonly menuId: string;
  readonly slug: string;
  #done: readonly Step[] = $state.raw([]);
  #undone: readonly Step[] = $state.raw([]);

  constructor(
    menu: Menu,
    readonly client: Client,
    readonly words: Words,
  ) {
    this.version = menu.version;
    this.menuId = menu.id;
    this.slug = menu.slug;
    this.draft = draftOf(menu);
    this.standing = standingOf(menu);
  }

  /**
   * Makes a change, says it in words, and sees that it is kept; it can be undone.
   * Changes that follow one another with the same `joins` are one step: the letters of one note, say.
   */
  commit(words: string, change: Change, joins?: string): void {
    const before = this.draft;
    const after = change(before);
    if (after === before) return;
    const last = this.#done.at(-1);
    const isSameStep = joins !== undefined && last?.joins === joins && this.#undone.length === 0;
    const step = { words, before: isSameStep ? last.before : before, after, joins };
    this.#done = [...(isSameStep ? this.#done.slice(0, -1) : this.#done), step];
    this.#undone = [];
    this.draft = after;
    if (!isSameStep) this.say(words);
  }

  /** What `undo` would take back, in words; undefined when there is nothing. */
  get undoable(): string | undefined {
    return this.#done.at(-1)?.words;
  }

  get redoable(): string | undefined {
    return this.#undone.at(-1)?.words;
  }

  undo(): void {
    const step = this.#done.at(-1);
    if (!step) return;
    this.#done = this.#done.slice(0, -1);
    this.#undone = [...this.#undone, step];
    this.draft = step.before;
    this.say(this.words.say("undone", { what: step.words }));
  }

  redo(): void {
    const step = this.#undone.at(-1);
    if (!step) return;
    this.#undone = this.#undone.slice(0, -1);
    this.#done = [...this.#done, step];
    this.draft = step.after;
    this.say(this.words.say("redone", { what: step.words }));
  }

  /** Sends what is not sent yet; true when the service has everything. */
  async settled(): Promise<boolean> {
    return Promise.resolve(this.saving.name === "saved");
  }

  /** The service's menu after something else than an edit: another standing, and perhaps another content. */
  takeOver(menu: Menu): void {
    this.draft = draftOf(menu);
    this.standing = standingOf(menu);
    this.version = menu.version;
  }

  say(words: string): void {
    this.announcement = words;
  }
}
