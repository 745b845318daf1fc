/** What can be undone and done again, step by step; also after the menu was changed from elsewhere. */
import type { Choose } from "../menu/conflicts";
import { merge } from "../menu/merge";
import type { Draft } from "../menu/menu";
import { sameDraft } from "../menu/same";

export interface Step {
  readonly words: string;
  readonly before: Draft;
  readonly after: Draft;
  readonly joins: string | undefined;
}

/** What was done, and what was undone. */
export type Steps = readonly [done: readonly Step[], undone: readonly Step[]];

/** The draft after going a step back or forth, and what was done by that step, in words. */
export interface Gone {
  readonly draft: Draft;
  readonly words: string;
}

export const MOST_STEPS = 200;

export class History {
  #done: readonly Step[] = $state.raw([]);
  #undone: readonly Step[] = $state.raw([]);
  #isPaused = false;

  /** Goes on from the steps of an earlier visit. */
  constructor([done, undone]: Steps = [[], []]) {
    this.#done = done;
    this.#undone = undone;
  }

  get steps(): Steps {
    return [this.#done, this.#undone];
  }

  get undoable(): string | undefined {
    return this.#done.at(-1)?.words;
  }

  get redoable(): string | undefined {
    return this.#undone.at(-1)?.words;
  }

  /** Notes a step; says whether it goes on with the one before, as the next letter of a note does. */
  record(words: string, before: Draft, after: Draft, joins: string | undefined): boolean {
    const last = this.#done.at(-1);
    const isSame = joins !== undefined && last?.joins === joins && last.after === before && !this.#isPaused;
    const step = { words, before: isSame ? last.before : before, after, joins };
    this.#done = [...(isSame ? this.#done.slice(0, -1) : this.#done), step].slice(-MOST_STEPS);
    this.#undone = [];
    this.#isPaused = false;
    return isSame;
  }

  /** Whatever comes next is a step of its own. */
  pause(): void {
    this.#isPaused = true;
  }

  undo(now: Draft): Gone | undefined {
    const gone = this.#go(this.#done, now, (step) => [step.after, step.before]);
    this.#done = gone.rest;
    if (gone.draft === undefined) return undefined;
    this.#undone = [...this.#undone, { words: gone.words, before: gone.draft, after: now, joins: undefined }];
    return { draft: gone.draft, words: gone.words };
  }

  redo(now: Draft): Gone | undefined {
    const gone = this.#go(this.#undone, now, (step) => [step.before, step.after]);
    this.#undone = gone.rest;
    if (gone.draft === undefined) return undefined;
    this.#done = [...this.#done, { words: gone.words, before: now, after: gone.draft, joins: undefined }];
    return { draft: gone.draft, words: gone.words };
  }

  /** The last step that still makes a difference: what it changed may have been removed elsewhere since. */
  #go(steps: readonly Step[], now: Draft, ends: (step: Step) => readonly [Draft, Draft]) {
    for (let left = steps.length - 1; left >= 0; left -= 1) {
      const [from, to] = ends(steps[left]!);
      const { merged } = merge(from, now, to, toThere, "theirs");
      const rest = steps.slice(0, left);
      if (!sameDraft(merged, now)) return { draft: merged, words: steps[left]!.words, rest };
    }
    return { draft: undefined, words: "", rest: [] };
  }
}

/** Every step is taken as it was, but what somebody else has removed stays removed. */
const toThere: Choose = ({ removed }) => (removed === "mine" ? "mine" : "theirs");
