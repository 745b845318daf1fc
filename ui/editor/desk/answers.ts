/** What the service's answer tells that the request did not say: which work it serves instead of one that was merged. */
import type { Course, Draft, Item } from "../menu/menu";

type Answer = Partial<Item> & { readonly courses?: readonly Course[] };

/** The draft that a request reached, with the works that the answer names. */
export function answered(reached: Draft, body: unknown): Draft {
  const answer = (body ?? {}) as Answer;
  const told = answer.courses?.flatMap(({ items }) => items) ?? (answer.media ? [answer as Item] : []);
  const served = new Map(told.map((item) => [item.id, item]));
  const isOther = (item: Item) => (served.get(item.id)?.media_item_id ?? item.media_item_id) !== item.media_item_id;
  if (!reached.courses.some(({ items }) => items.some(isOther))) return reached;
  const withWork = (item: Item): Item => {
    const { media_item_id, media } = served.get(item.id) ?? item;
    return isOther(item) ? { ...item, media_item_id, media } : item;
  };
  return { ...reached, courses: reached.courses.map((course) => ({ ...course, items: course.items.map(withWork) })) };
}
