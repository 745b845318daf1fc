/** The step to another order: one course or one work is moved, or all are arranged at once. */
import { annotate, moveCourse, moveItems, type Change } from "./changes";
import { itemsOf, placeOf, type Draft } from "./menu";
import { sameText } from "./same";
import { idsOf, step, type Find, type Step } from "./step";
import type { Call } from "../service/client";

/** The order of `wanted` for all that is there now; courses that are not wanted stand at the end. */
function rearranged(now: Draft, wanted: Draft): Draft {
  const items = new Map(itemsOf(now).map((item) => [item.id, item]));
  const courses = new Map(now.courses.map((course) => [course.id, course]));
  const known = wanted.courses.filter(({ id }) => courses.has(id));
  const extra = now.courses.filter(({ id }) => !idsOf(wanted.courses).has(id));
  return {
    ...now,
    courses: [...known, ...extra].map(({ id, items: listed }) => ({
      ...courses.get(id)!,
      items: idsOf(extra).has(id) ? [] : listed.flatMap((each) => items.get(each.id) ?? []),
    })),
  };
}

function arrangementOf(draft: Draft): readonly { readonly id: string; readonly items: readonly string[] }[] {
  return draft.courses.map(({ id, items }) => ({ id, items: items.map((item) => item.id) }));
}

export const otherOrder: Find = (now, wanted) => {
  const [is, goal] = [arrangementOf(now), rearranged(now, wanted)];
  const aim = arrangementOf(goal);
  if (JSON.stringify(is) === JSON.stringify(aim)) return undefined;
  const call: Call = { method: "PUT", path: "/arrangement", body: { courses: aim } };
  return movedCourse(now, is, aim) ?? movedItem(now, wanted, is, aim) ?? step(now, "", call, () => goal);
};

type Arranged = ReturnType<typeof arrangementOf>;

function isArranged(draft: Draft, aim: Arranged): boolean {
  return JSON.stringify(arrangementOf(draft)) === JSON.stringify(aim);
}

function movedCourse(now: Draft, is: Arranged, aim: Arranged): Step | undefined {
  const at = is.findIndex(({ id }, place) => aim[place]?.id !== id);
  for (const id of at < 0 ? [] : [is[at]!.id, aim[at]!.id]) {
    const position = aim.findIndex((course) => course.id === id);
    const moved = step(
      now,
      `courses/${id}`,
      { method: "PATCH", path: `/courses/${id}`, body: { position } },
      moveCourse(id, position),
    );
    if (isArranged(moved.reached, aim)) return moved;
  }
  return undefined;
}

function movedItem(now: Draft, wanted: Draft, is: Arranged, aim: Arranged): Step | undefined {
  const [course, place] = firstDifference(is, aim);
  for (const id of [is[course]?.items[place], aim[course]?.items[place]]) {
    const at = id === undefined ? undefined : placeOf(wanted, id);
    if (id === undefined || !at) continue;
    const courseId = wanted.courses[at.course]!.id;
    const note = wanted.courses[at.course]!.items[at.item]!.annotation;
    const old = placeOf(now, id)!;
    const was = now.courses[old.course]!;
    const body = {
      ...(was.id === courseId ? {} : { course_id: courseId }),
      position: at.item,
      ...(sameText(was.items[old.item]!.annotation, note) ? {} : { annotation: note }),
    };
    const change: Change = (draft) => annotate(id, note)(moveItems(new Set([id]), { courseId, at: at.item })(draft));
    const moved = step(now, `items/${id}`, { method: "PATCH", path: `/items/${id}`, body }, change);
    if (isArranged(moved.reached, aim)) return moved;
  }
  return undefined;
}

function firstDifference(is: Arranged, aim: Arranged): readonly [number, number] {
  for (const [course, { items }] of is.entries()) {
    const others = aim[course]?.items ?? [];
    for (let place = 0; place < Math.max(items.length, others.length); place += 1) {
      if (items[place] !== others[place]) return [course, place];
    }
  }
  return [0, 0];
}
