/** For tests: menus, and changes of them that numbers choose. */
import fc from "fast-check";
import { workOf } from "../service/pretend";
import {
  addCourse,
  addItems,
  addPairing,
  annotate,
  changeCourse,
  changeHead,
  changePairing,
  moveCourse,
  moveItems,
  movePairing,
  removeCourse,
  removeItems,
  removePairing,
  type Change,
} from "./changes";
import { itemsOf, type Draft, type Menu } from "./menu";

/** How property tests run: the same each time. */
export const RUNS = { numRuns: 500, seed: 1895 };

/** A kind of change and three numbers that say to what. */
export interface Wish {
  readonly kind: (typeof KINDS)[number];
  readonly a: number;
  readonly b: number;
  readonly c: number;
}

export const KINDS = [
  "addCourse", "addItem", "addItem", "addItem", "addPairing", "retitle", "describe", "changeCourse", "annotate", "annotate",
  "moveItem", "moveItem", "moveMany", "moveCourse", "movePairing", "changePairing", "removeItem", "removeCourse", "removePairing",
] as const; // prettier-ignore

const number = fc.nat({ max: 1000 });
export const wish: fc.Arbitrary<Wish> = fc.record({ kind: fc.constantFrom(...KINDS), a: number, b: number, c: number });
export const wishes = (maxLength: number) => fc.array(wish, { maxLength });

export type NewIds = () => string;

/** Ids that differ by who makes them, and are the same in each run. */
export function idsBy(who: string): NewIds {
  let last = 0;
  return () => `${who}${(last += 1)}`;
}

export function changeFor({ kind, a, b, c }: Wish, newId: NewIds): Change {
  return (draft) => CHANGES[kind](a, b, c, newId)(draft);
}

export function changed(draft: Draft, all: readonly Wish[], who: string): Draft {
  const newId = idsBy(who);
  return all.reduce((now, each) => changeFor(each, newId)(now), draft);
}

function pick<T>(things: readonly T[], number: number): T | undefined {
  return things[number % Math.max(1, things.length)];
}

type Made = (a: number, b: number, c: number, newId: NewIds) => Change;

const CHANGES: Readonly<Record<Wish["kind"], Made>> = {
  addCourse: (a, b, _, newId) => (draft) =>
    addCourse({ id: newId(), title: `Course ${a}`, intent: b % 2 ? `why ${b}` : null, items: [] }, a % (draft.courses.length + 1))(draft),
  addItem: (a, b, c, newId) => (draft) => {
    const course = pick(draft.courses, a);
    const item = { id: newId(), item_key: newId(), media_item_id: `w${b}`, media: workOf(`w${b}`), annotation: null };
    return course ? addItems([item], { courseId: course.id, at: c % (course.items.length + 1) })(draft) : draft;
  },
  addPairing: (a, b, c, newId) => (draft) => {
    const [first, second] = [pick(itemsOf(draft), a), pick(itemsOf(draft), b)];
    if (!first || !second || first === second || arePaired(draft, first.id, second.id)) return draft;
    const pairing = { id: newId(), first_item_id: first.id, second_item_id: second.id, relationship: "echo", narrative: `n${c}` };
    return addPairing(pairing, c % (draft.pairings.length + 1))(draft);
  },
  retitle: (a) => changeHead({ title: `Title ${a}` }),
  describe: (a) => changeHead({ description: a % 5 ? `About ${a}` : null }),
  changeCourse: (a, b) => (draft) => {
    const course = pick(draft.courses, a);
    return course ? changeCourse(course.id, b % 2 ? { title: `Course ${b}` } : { intent: `why ${b}` })(draft) : draft;
  },
  annotate: (a, b) => (draft) => {
    const item = pick(itemsOf(draft), a);
    return item ? annotate(item.id, b % 7 ? `note ${b} ` : null)(draft) : draft;
  },
  moveItem: (a, b, c) => (draft) => {
    const [item, course] = [pick(itemsOf(draft), a), pick(draft.courses, b)];
    return item && course ? moveItems(new Set([item.id]), { courseId: course.id, at: c % (course.items.length + 1) })(draft) : draft;
  },
  moveMany: (a, b, c) => (draft) => {
    const [items, course] = [itemsOf(draft).filter((_, place) => (place + a) % 3 === 0), pick(draft.courses, b)];
    return course ? moveItems(new Set(items.map(({ id }) => id)), { courseId: course.id, at: c % 3 })(draft) : draft;
  },
  moveCourse: (a, b) => (draft) => {
    const course = pick(draft.courses, a);
    return course ? moveCourse(course.id, b % draft.courses.length)(draft) : draft;
  },
  movePairing: (a, b) => (draft) => {
    const pairing = pick(draft.pairings, a);
    return pairing ? movePairing(pairing.id, b % draft.pairings.length)(draft) : draft;
  },
  changePairing: (a, b) => (draft) => {
    const pairing = pick(draft.pairings, a);
    return pairing ? changePairing(pairing.id, b % 2 ? { narrative: `n${b}` } : { relationship: `r${b}` })(draft) : draft;
  },
  removeItem: (a) => (draft) => {
    const item = pick(itemsOf(draft), a);
    return item ? removeItems(new Set([item.id]))(draft) : draft;
  },
  removeCourse: (a) => (draft) => {
    const course = a % 3 ? undefined : pick(draft.courses, a);
    return course ? removeCourse(course.id)(draft) : draft;
  },
  removePairing: (a) => (draft) => {
    const pairing = pick(draft.pairings, a);
    return pairing ? removePairing(pairing.id)(draft) : draft;
  },
};

function arePaired(draft: Draft, one: string, other: string): boolean {
  return draft.pairings.some(({ first_item_id, second_item_id }) => {
    const works = new Set([first_item_id, second_item_id]);
    return works.has(one) && works.has(other);
  });
}

/** A menu of courses with works, and a pairing of each work with the next. */
export function sampleDraft(courses = 3, works = 4): Draft {
  const made = Array.from({ length: courses }, (_, course) => ({
    id: `c${course}`,
    title: `Course ${course}`,
    intent: null,
    items: Array.from({ length: works }, (_, place) => itemNamed(`i${course}-${place}`)),
  }));
  const ids = made.flatMap(({ items }) => items.map(({ id }) => id));
  const pairings = ids.slice(1, 4).map((id, place) => ({
    id: `p${place}`,
    first_item_id: ids[place]!,
    second_item_id: id,
    relationship: "echo",
    narrative: "One road.",
  }));
  return { title: "Noir", description: null, courses: made, pairings };
}

function itemNamed(id: string) {
  return { id, item_key: `k-${id}`, media_item_id: `w-${id}`, media: workOf(`w-${id}`), annotation: null };
}

export function menuOf(draft: Draft): Menu {
  return { ...draft, id: "m1", slug: "noir", version: 1, status: "draft", visibility: "public", edition: null };
}
