/** What the service's answer tells that the request did not say: how long a work takes, or which it serves instead of one that was merged. */
import type { Course, Draft, Item } from "../menu/menu";

type Answer = Partial<Item> & { readonly courses?: readonly Course[] };

/** The draft with the works that the answer names. */
export function answered(draft: Draft, body: unknown): Draft {
  const answer = (body ?? {}) as Answer;
  const told = answer.courses?.flatMap(({ items }) => items) ?? (answer.media ? [answer as Item] : []);
  const served = new Map(told.map((item) => [item.id, item]));
  const isNews = (item: Item) => {
    const { media_item_id, media } = served.get(item.id) ?? item;
    return media_item_id !== item.media_item_id || Object.keys(media.details).length > Object.keys(item.media.details).length;
  };
  if (!draft.courses.some(({ items }) => items.some(isNews))) return draft;
  const withWork = (item: Item): Item => {
    const { media_item_id, media } = served.get(item.id) ?? item;
    return isNews(item) ? { ...item, media_item_id, media } : item;
  };
  return { ...draft, courses: draft.courses.map((course) => ({ ...course, items: course.items.map(withWork) })) };
}
