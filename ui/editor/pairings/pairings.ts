/** Pairings as the room shows them: with their two works, the one that is read first in front. */
import { newId } from "../menu/ids";
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

/** The works that one work may still be paired with, course after course. */
export function partnersFor(draft: Draft, itemId: string): readonly { title: string; items: readonly Item[] }[] {
  const taken = new Set([itemId]);
  for (const { first_item_id, second_item_id } of draft.pairings) {
    if (first_item_id === itemId) taken.add(second_item_id);
    if (second_item_id === itemId) taken.add(first_item_id);
  }
  return draft.courses
    .map(({ title, items }) => ({ title, items: items.filter(({ id }) => !taken.has(id)) }))
    .filter(({ items }) => items.length > 0);
}

export function pairingOf(firstId: string, secondId: string, relationship: string, narrative: string): Pairing {
  return { id: newId(), first_item_id: firstId, second_item_id: secondId, relationship, narrative };
}
