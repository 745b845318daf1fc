/** The three drafts of a merge, and which of the two newer ones leads where both moved the same. */
import type { Choice } from "./conflicts";
import type { Draft } from "./menu";
import { woven } from "./order";
import { Side } from "./side";

export class Sides {
  readonly base: Side;
  readonly mine: Side;
  readonly theirs: Side;
  readonly leader: Side;
  readonly follower: Side;

  constructor(base: Draft, mine: Draft, theirs: Draft, leader: Choice) {
    this.base = new Side(base);
    this.mine = new Side(mine);
    this.theirs = new Side(theirs);
    [this.leader, this.follower] = leader === "mine" ? [this.mine, this.theirs] : [this.theirs, this.mine];
  }

  /** What stays, in the order that both made of it. */
  inOrder(idsOf: (side: Side) => readonly string[], kept: ReadonlySet<string>): readonly string[] {
    return woven(idsOf(this.base), idsOf(this.follower), idsOf(this.leader), kept);
  }

  /** Mine, where I have it. */
  withItem(id: string): Side {
    return this.mine.items.has(id) ? this.mine : this.theirs;
  }

  withPairing(id: string): Side {
    return this.mine.pairings.has(id) ? this.mine : this.theirs;
  }
}
