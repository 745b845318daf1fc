/** A second course of the same works: with ids of its own, and without pairings. */
import { newId } from "../menu/ids";
import type { Course } from "../menu/menu";

export function copyOf(course: Course, title: string): Course {
  const items = course.items.map((item) => ({ ...item, id: newId(), item_key: newId() }));
  return { ...course, id: newId(), title, items };
}
