/** What both sides changed, and what somebody decided about it; until somebody does, mine counts. */
import { sameText } from "./same";
import type { Kind } from "./side";

export type Field = "title" | "description" | "intent" | "annotation" | "relationship" | "narrative";
export type Choice = "mine" | "theirs";

/** Something that both sides changed: a text, or whether a thing is there at all. */
export interface Conflict {
  readonly key: string;
  readonly kind: "menu" | Kind;
  readonly id: string;
  readonly field: Field | "existence";
  /** The texts of a field; of a thing that one side removed, none. */
  readonly mine: string | null;
  readonly theirs: string | null;
  /** Which side does not have the thing any more. */
  readonly removed: Choice | null;
}

/** What somebody decided about a conflict, if anything. */
export type Choose = (conflict: Conflict) => Choice | undefined;

/** The texts of one field; there is no base where the thing is new. */
export interface Texts {
  readonly base: string | null | undefined;
  readonly mine: string | null;
  readonly theirs: string | null;
}

/** The conflicts of one merge, in the order in which they are met. */
export class Conflicts {
  readonly #met: Conflict[] = [];

  constructor(private readonly choose: Choose) {}

  get all(): readonly Conflict[] {
    return this.#met;
  }

  /** The things of a kind about which there is one. */
  of(kind: Kind): ReadonlySet<string> {
    return new Set(this.#met.filter((each) => each.kind === kind).map(({ id }) => id));
  }

  /** The text that a field is to have. */
  text(kind: Conflict["kind"], id: string, field: Field, { base, mine, theirs }: Texts): string | null {
    if (sameText(mine, theirs) || (base !== undefined && sameText(base, theirs))) return mine;
    if (base !== undefined && sameText(base, mine)) return theirs;
    const chosen = this.#meet({ key: `${kind}:${id}:${field}`, kind, id, field, mine, theirs, removed: null });
    return chosen === "theirs" ? theirs : mine;
  }

  /** Whether a thing stays that one side edited and the other removed. */
  survives(kind: Kind, id: string, removed: Choice): boolean {
    return this.#meet({ key: `${kind}:${id}`, kind, id, field: "existence", mine: null, theirs: null, removed }) !== removed;
  }

  #meet(conflict: Conflict): Choice | undefined {
    this.#met.push(conflict);
    return this.choose(conflict);
  }
}
