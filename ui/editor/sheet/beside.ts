/** What stands beside a work for readers: the pairings of which it is the first. */
import { itemsOf, type Draft } from "../menu/menu";

export interface Beside {
  readonly id: string;
  readonly word: string;
  readonly partner: string;
  readonly narrative: string;
}

/** By the id of the first work, in the order of the pairings. */
export function besideWorks(draft: Draft): ReadonlyMap<string, readonly Beside[]> {
  if (!draft.pairings.length) return new Map();
  const titles = new Map(itemsOf(draft).map(({ id, media }) => [id, media.title]));
  const beside = new Map<string, Beside[]>();
  for (const { id, first_item_id, second_item_id, relationship: word, narrative } of draft.pairings) {
    const told = { id, word, partner: titles.get(second_item_id) ?? "", narrative };
    beside.set(first_item_id, [...(beside.get(first_item_id) ?? []), told]);
  }
  return beside;
}
