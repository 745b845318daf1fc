/** Steps about courses and works: gone, new, or with other words. */
import { addCourse, addItems, annotate, changeCourse, removeCourse, removeItems } from "./changes";
import { itemsOf } from "./menu";
import { sameCourseFacts, sameText } from "./same";
import { bodyOfCourse, bodyOfItem, idsOf, placeAmong, step, type Find } from "./step";
import type { Call } from "../service/client";

export const removedCourse: Find = (now, wanted) => {
  const [kept, works] = [idsOf(wanted.courses), idsOf(itemsOf(wanted))];
  const gone = now.courses.find(({ id, items }) => !kept.has(id) && !items.some((item) => works.has(item.id)));
  return gone && step(now, `courses/${gone.id}`, { method: "DELETE", path: `/courses/${gone.id}` }, removeCourse(gone.id));
};

export const removedItem: Find = (now, wanted) => {
  const kept = idsOf(itemsOf(wanted));
  const gone = itemsOf(now).find(({ id }) => !kept.has(id));
  return gone && step(now, `items/${gone.id}`, { method: "DELETE", path: `/items/${gone.id}` }, removeItems(new Set([gone.id])));
};

export const addedCourse: Find = (now, wanted) => {
  const there = idsOf(now.courses);
  const index = wanted.courses.findIndex(({ id }) => !there.has(id));
  const course = wanted.courses[index];
  if (!course) return undefined;
  const position = placeAmong(now.courses, wanted.courses, index);
  const body = { ...bodyOfCourse(course), position };
  return step(now, `courses/${course.id}`, { method: "POST", path: "/courses", body }, addCourse({ ...course, items: [] }, position));
};

export const addedItem: Find = (now, wanted) => {
  const there = idsOf(itemsOf(now));
  for (const course of wanted.courses) {
    const index = course.items.findIndex(({ id }) => !there.has(id));
    const item = course.items[index];
    if (!item) continue;
    const standing = now.courses.find(({ id }) => id === course.id)?.items ?? [];
    const position = placeAmong(standing, course.items, index);
    const call: Call = { method: "POST", path: `/courses/${course.id}/items`, body: { ...bodyOfItem(item), position } };
    return step(now, `items/${item.id}`, call, addItems([item], { courseId: course.id, at: position }));
  }
  return undefined;
};

export const courseFacts: Find = (now, wanted) => {
  const was = new Map(now.courses.map((course) => [course.id, course]));
  const course = wanted.courses.find((each) => was.has(each.id) && !sameCourseFacts(was.get(each.id)!, each));
  if (!course) return undefined;
  const old = was.get(course.id)!;
  const facts = {
    ...(sameText(old.title, course.title) ? {} : { title: course.title }),
    ...(sameText(old.intent, course.intent) ? {} : { intent: course.intent }),
  };
  const call: Call = { method: "PATCH", path: `/courses/${course.id}`, body: facts };
  return step(now, `courses/${course.id}`, call, changeCourse(course.id, facts));
};

export const note: Find = (now, wanted) => {
  const was = new Map(itemsOf(now).map((item) => [item.id, item]));
  const item = itemsOf(wanted).find(({ id, annotation }) => was.has(id) && !sameText(was.get(id)!.annotation, annotation));
  if (!item) return undefined;
  const { id, annotation } = item;
  return step(now, `items/${id}`, { method: "PATCH", path: `/items/${id}`, body: { annotation } }, annotate(id, annotation));
};
