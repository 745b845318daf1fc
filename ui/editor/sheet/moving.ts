/** Where works and courses go by keys and by hand, as places of a draft; and what is said of where they are. */
import type { Place } from "../menu/changes";
import { placeOf, type Course, type Draft, type Item } from "../menu/menu";
import type { Words } from "../words/words";

export type Stride = "up" | "down" | "first" | "last" | "course-before" | "course-after";

const STRIDES: Readonly<Record<string, Stride>> = { ArrowUp: "up", ArrowDown: "down", Home: "first", End: "last" };
const LONG_STRIDES: Readonly<Record<string, Stride>> = { ArrowUp: "course-before", ArrowDown: "course-after" };

/** What a key on a grip asks for. */
export function strideOf({ key, ctrlKey, metaKey }: Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey">): Stride | undefined {
  return (ctrlKey || metaKey ? LONG_STRIDES : STRIDES)[key];
}

/** The place that these works go to together; undefined when there is none further that way. */
export function placeBy(stride: Stride, draft: Draft, moved: ReadonlySet<string>): Place | undefined {
  const rest = draft.courses.map(({ items }) => items.filter(({ id }) => !moved.has(id)));
  const isForward = stride === "down" || stride === "last" || stride === "course-after";
  const ends = endsOf(draft, moved);
  const end = isForward ? ends?.last : ends?.first;
  if (!end) return undefined;
  const course = draft.courses[end.course]!;
  const before = course.items.slice(0, end.item).filter(({ id }) => !moved.has(id)).length;
  const count = rest[end.course]!.length;
  const further = draft.courses[end.course + (isForward ? 1 : -1)];
  const intoNext = further && (isForward ? { courseId: further.id, at: 0 } : { courseId: further.id });
  if (stride === "course-before" || stride === "course-after") return intoNext;
  if (stride === "first") return { courseId: course.id, at: 0 };
  if (stride === "last") return { courseId: course.id };
  if (stride === "up") return before > 0 ? { courseId: course.id, at: before - 1 } : intoNext;
  return before < count ? { courseId: course.id, at: before + 1 } : intoNext;
}

type Spot = NonNullable<ReturnType<typeof placeOf>>;

/** Where the first and the last of these works stand. */
function endsOf(draft: Draft, moved: ReadonlySet<string>): { first: Spot; last: Spot } | undefined {
  const spots = draft.courses.flatMap(({ items }, course) =>
    items.flatMap(({ id }, item) => (moved.has(id) ? [{ course, item }] : [])),
  );
  const [first, last] = [spots[0], spots.at(-1)];
  return first && last && { first, last };
}

/** Before the first of the works that `follow` and are not moved themselves; else at the end. */
export function placeBefore(draft: Draft, courseId: string, follow: readonly string[], moved: ReadonlySet<string>): Place {
  const next = follow.find((id) => !moved.has(id));
  const rest = draft.courses.find(({ id }) => id === courseId)?.items.filter(({ id }) => !moved.has(id)) ?? [];
  const at = rest.findIndex(({ id }) => id === next);
  return at < 0 ? { courseId } : { courseId, at };
}

/** The place of a course in the order without it, by a key. */
export function coursePlaceBy(stride: Stride, draft: Draft, courseId: string): number | undefined {
  const [now, last] = [draft.courses.findIndex(({ id }) => id === courseId), draft.courses.length - 1];
  const steps = { up: now - 1, "course-before": now - 1, down: now + 1, "course-after": now + 1, first: 0, last };
  const at = steps[stride];
  return at === now || at < 0 || at > last ? undefined : at;
}

/** Whether everything stands where it stood. */
export function isSameOrder(one: Draft, other: Draft): boolean {
  return orderOf(one) === orderOf(other);
}

function orderOf({ courses }: Draft): string {
  return courses.map(({ id, items }) => [id, ...items.map((item) => item.id)].join()).join(";");
}

/** The title of the course that works come into from another one; empty when they stay in theirs. */
export function courseEntered({ courses }: Draft, moved: ReadonlySet<string>, place: Place | undefined): string {
  const course = courses.find(({ id }) => id === place?.courseId);
  const here = course?.items.filter(({ id }) => moved.has(id)).length;
  return course && here !== moved.size ? course.title : "";
}

/** Stalker, now 2 of 5 in Main; or so many works, and where they begin and end. */
export function whereabouts(draft: Draft, moved: ReadonlySet<string>, words: Words): string {
  const ends = endsOf(draft, moved);
  if (!ends) return "";
  const course = draft.courses[ends.first.course]!;
  const told = { place: ends.first.item + 1, count: course.items.length, course: course.title };
  if (moved.size > 1) return words.say("works_now_at", { n: moved.size, last: ends.last.item + 1, ...told });
  return words.say("work_now_at", { title: course.items[ends.first.item]!.media.title, ...told });
}

export function courseWhereabouts({ courses }: Draft, courseId: string, words: Words): string {
  const at = courses.findIndex(({ id }) => id === courseId);
  return words.say("course_now_at", { title: courses[at]?.title ?? "", place: at + 1, count: courses.length });
}

/** The work that is next when these are gone: the one after them in its course, or else the one before. */
export function neighbourOf(draft: Draft, removed: ReadonlySet<string>): Item | Course | undefined {
  const last = endsOf(draft, removed)?.last;
  const course = last && draft.courses[last.course];
  const stays = ({ id }: Item): boolean => !removed.has(id);
  return course && (course.items.slice(last.item).find(stays) ?? course.items.slice(0, last.item).findLast(stays) ?? course);
}
