/** The ways to a work that the search does not find; they come with the rooms, and remember what was begun there. */
import type { Desk } from "../desk/desk.svelte";
import { ByHand } from "./by_hand.svelte";
import { PastedList } from "./pasted.svelte";
import { Upstream } from "./upstream.svelte";

export class Elsewhere {
  readonly hand: ByHand;
  readonly upstream: Upstream;
  readonly list: PastedList;

  constructor({ client, words, menuId }: Desk) {
    this.hand = new ByHand(client, words);
    this.upstream = new Upstream(client, words);
    this.list = new PastedList(client, words, `list of ${menuId}`);
  }
}
