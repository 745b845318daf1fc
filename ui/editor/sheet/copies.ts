/** A second course of the same works, with the pairings among them: all with ids of their own. */
import { newId } from "../menu/ids";
import type { Course, Pairing } from "../menu/menu";

interface Copy {
  readonly course: Course;
  readonly pairings: readonly Pairing[];
}

export function copyOf(course: Course, title: string, pairings: readonly Pairing[]): Copy {
  const twins = new Map(course.items.map(({ id }) => [id, newId()]));
  const items = course.items.map((item) => ({ ...item, id: twins.get(item.id)!, item_key: newId() }));
  const within = pairings.flatMap((pairing) => {
    const [first_item_id, second_item_id] = [twins.get(pairing.first_item_id), twins.get(pairing.second_item_id)];
    return first_item_id && second_item_id ? [{ ...pairing, id: newId(), first_item_id, second_item_id }] : [];
  });
  return { course: { ...course, id: newId(), title, items }, pairings: within };
}
