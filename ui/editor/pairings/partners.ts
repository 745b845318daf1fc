/** What a new pairing may be made of. */
import { newId } from "../menu/ids";
import type { Draft, Item, Pairing } from "../menu/menu";

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
