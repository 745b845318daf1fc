/** The courses of two drafts made into those of one, with their works. */
import type { Conflicts } from "./conflicts";
import type { Course, Item } from "./menu";
import type { Sides } from "./sides";

/** Those that are `kept`, in order, each with the works that are placed there; works that were moved come last. */
export function mergedCourses(
  kept: ReadonlySet<string>,
  places: ReadonlyMap<string, string>,
  sides: Sides,
  conflicts: Conflicts,
): Course[] {
  return sides.inOrder((side) => side.courseIds, kept).map((id) => {
    const staying = new Set([...places.keys()].filter((item) => places.get(item) === id));
    const listed = sides.inOrder((side) => side.itemIds(id), staying);
    const moved = [...staying].filter((item) => !listed.includes(item));
    return mergedCourse(id, [...listed, ...moved].map((item) => mergedItem(item, sides, conflicts)), sides, conflicts);
  });
}

function mergedCourse(id: string, items: readonly Item[], sides: Sides, conflicts: Conflicts): Course {
  const [base, mine, theirs] = [sides.base.courses.get(id), sides.mine.courses.get(id), sides.theirs.courses.get(id)];
  const one = mine ?? theirs!;
  const of = (field: "title" | "intent") =>
    mine && theirs
      ? conflicts.text("course", id, field, { base: base?.[field], mine: mine[field], theirs: theirs[field] })
      : one[field];
  const [title, intent] = [of("title"), of("intent")];
  const isAsMine = mine && title === mine.title && intent === mine.intent && sameMembers(items, mine.items);
  return isAsMine ? mine : { id, title: title ?? "", intent, items };
}

function mergedItem(id: string, sides: Sides, conflicts: Conflicts): Item {
  const [base, mine, theirs] = [sides.base.items.get(id), sides.mine.items.get(id), sides.theirs.items.get(id)];
  if (!mine || !theirs) return mine ?? theirs!;
  const texts = { base: base?.annotation, mine: mine.annotation, theirs: theirs.annotation };
  const annotation = conflicts.text("item", id, "annotation", texts);
  const isServedByMe = theirs.media_item_id === base?.media_item_id || mine.media_item_id === theirs.media_item_id;
  const work = isServedByMe ? mine : theirs;
  return work === mine && annotation === mine.annotation && mine.item_key === theirs.item_key
    ? mine
    : { ...work, item_key: theirs.item_key, annotation };
}

function sameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
