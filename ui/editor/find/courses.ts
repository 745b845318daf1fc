/** How courses are called beside the menu, and in which of them a work stands. */
import type { Draft } from "../menu/menu";
import { roman } from "../menu/numerals";

/** II. Home, seen from far away. Empty when there is no such course. */
export function nameOf(draft: Draft, courseId: string): string {
  const index = draft.courses.findIndex(({ id }) => id === courseId);
  const course = draft.courses[index];
  return course ? `${roman(index + 1)}. ${course.title}` : "";
}

/** The courses in which works stand, by the ids of the works, in words. */
export function places(draft: Draft): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const course of draft.courses) {
    const name = nameOf(draft, course.id);
    for (const workId of new Set(course.items.map((item) => item.media_item_id))) {
      const before = found.get(workId);
      found.set(workId, before ? `${before}; ${name}` : name);
    }
  }
  return found;
}
