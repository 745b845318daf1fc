/** Pairings as the room shows them: with their two works, the one that is read first in front. */
import { itemsOf, type Draft, type Item, type Pairing } from "../menu/menu";

export interface Shown extends Pairing {
  readonly first: Item;
  readonly second: Item;
}

/** All of them in the curator's order. */
export function shownPairings(draft: Draft): readonly Shown[] {
  const place = new Map(itemsOf(draft).map((item, index) => [item.id, { item, index }]));
  return draft.pairings.flatMap((pairing) => {
    const one = place.get(pairing.first_item_id);
    const other = place.get(pairing.second_item_id);
    if (!one || !other) return [];
    const [first, second] = one.index < other.index ? [one, other] : [other, one];
    return [{ ...pairing, first: first.item, second: second.item }];
  });
}

export function unpaired(draft: Draft): readonly Item[] {
  const paired = new Set(draft.pairings.flatMap((each) => [each.first_item_id, each.second_item_id]));
  return itemsOf(draft).filter(({ id }) => !paired.has(id));
}
