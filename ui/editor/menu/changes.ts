/** Every change of a menu as a pure function: from one draft to the next. What is not there stays as it is. */
import { placeOf, type Course, type Draft, type Item, type Pairing, type Work } from "./menu";
import { newId } from "./ids";

export type Change = (draft: Draft) => Draft;

/** A place among the works: before the one that stands there now; at the end when `at` is left out. */
export interface Place {
  readonly courseId: string;
  readonly at?: number;
}

export function inserted<T>(list: readonly T[], parts: readonly T[], at = list.length): readonly T[] {
  return [...list.slice(0, at), ...parts, ...list.slice(at)];
}

function withCourse(draft: Draft, courseId: string, change: (course: Course) => Course): Draft {
  return { ...draft, courses: draft.courses.map((each) => (each.id === courseId ? change(each) : each)) };
}

export function changeHead(facts: Partial<Pick<Draft, "title" | "description">>): Change {
  return (draft) => ({ ...draft, ...facts });
}

export function addCourse(course: Course, at?: number): Change {
  return (draft) => ({ ...draft, courses: inserted(draft.courses, [course], at) });
}

export function changeCourse(courseId: string, facts: Partial<Pick<Course, "title" | "intent">>): Change {
  return (draft) => withCourse(draft, courseId, (course) => ({ ...course, ...facts }));
}

/** To the place `at` of the order without it, from 0. */
export function moveCourse(courseId: string, at: number): Change {
  return (draft) => {
    const moved = draft.courses.filter(({ id }) => id === courseId);
    return { ...draft, courses: inserted(draft.courses.filter(({ id }) => id !== courseId), moved, at) };
  };
}

/** With its works and their pairings. */
export function removeCourse(courseId: string): Change {
  return (draft) => {
    const works = draft.courses.find(({ id }) => id === courseId)?.items ?? [];
    const courses = draft.courses.filter(({ id }) => id !== courseId);
    return withoutPairingsOf(new Set(works.map(({ id }) => id)))({ ...draft, courses });
  };
}

export function itemOf(work: Work, annotation: string | null = null): Item {
  return { id: newId(), item_key: newId(), media_item_id: work.id, media: work, annotation };
}

export function addItems(items: readonly Item[], place: Place): Change {
  return (draft) =>
    withCourse(draft, place.courseId, (course) => ({ ...course, items: inserted(course.items, items, place.at) }));
}

export function annotate(itemId: string, annotation: string | null): Change {
  return (draft) => {
    const course = draft.courses[placeOf(draft, itemId)?.course ?? -1];
    if (!course) return draft;
    const items = course.items.map((item) => (item.id === itemId ? { ...item, annotation } : item));
    return withCourse(draft, course.id, (found) => ({ ...found, items }));
  };
}

/** These works, in the order they have now, to one place; `at` counts the order without them. */
export function moveItems(itemIds: ReadonlySet<string>, place: Place): Change {
  return (draft) => {
    const moved = draft.courses.flatMap(({ items }) => items.filter(({ id }) => itemIds.has(id)));
    const rest = draft.courses.map((course) =>
      course.items.some(({ id }) => itemIds.has(id))
        ? { ...course, items: course.items.filter(({ id }) => !itemIds.has(id)) }
        : course,
    );
    return addItems(moved, place)({ ...draft, courses: rest });
  };
}

/** With the pairings they were in. */
export function removeItems(itemIds: ReadonlySet<string>): Change {
  return (draft) => {
    const courses = draft.courses.map((course) => ({
      ...course,
      items: course.items.filter(({ id }) => !itemIds.has(id)),
    }));
    return withoutPairingsOf(itemIds)({ ...draft, courses });
  };
}

export function addPairing(pairing: Pairing, at?: number): Change {
  return (draft) => ({ ...draft, pairings: inserted(draft.pairings, [pairing], at) });
}

export function changePairing(
  pairingId: string,
  facts: Partial<Pick<Pairing, "relationship" | "narrative">>,
): Change {
  return (draft) => ({
    ...draft,
    pairings: draft.pairings.map((each) => (each.id === pairingId ? { ...each, ...facts } : each)),
  });
}

/** To the place `at` of the order without it, from 0. */
export function movePairing(pairingId: string, at: number): Change {
  return (draft) => {
    const moved = draft.pairings.filter(({ id }) => id === pairingId);
    return { ...draft, pairings: inserted(draft.pairings.filter(({ id }) => id !== pairingId), moved, at) };
  };
}

export function removePairing(pairingId: string): Change {
  return (draft) => ({ ...draft, pairings: draft.pairings.filter(({ id }) => id !== pairingId) });
}

function withoutPairingsOf(itemIds: ReadonlySet<string>): Change {
  return (draft) => ({
    ...draft,
    pairings: draft.pairings.filter(
      ({ first_item_id, second_item_id }) => !itemIds.has(first_item_id) && !itemIds.has(second_item_id),
    ),
  });
}
