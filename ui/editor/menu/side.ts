/** One of the drafts that are merged, looked up by id, and what it changed since the one they grew out of. */
import { sameCourseFacts, samePairingFacts, sameText } from "./same";
import type { Course, Draft, Item, Pairing } from "./menu";

export type Kind = "course" | "item" | "pairing";

export class Side {
  readonly courses: ReadonlyMap<string, Course>;
  readonly items: ReadonlyMap<string, Item>;
  readonly pairings: ReadonlyMap<string, Pairing>;
  /** The course of each work. */
  readonly courseOf: ReadonlyMap<string, string>;

  constructor(readonly draft: Draft) {
    this.courses = new Map(draft.courses.map((course) => [course.id, course]));
    this.items = new Map(draft.courses.flatMap(({ items }) => items.map((item) => [item.id, item])));
    this.pairings = new Map(draft.pairings.map((pairing) => [pairing.id, pairing]));
    this.courseOf = new Map(draft.courses.flatMap(({ id, items }) => items.map((item) => [item.id, id])));
  }

  of(kind: Kind): ReadonlyMap<string, unknown> {
    return kind === "course" ? this.courses : kind === "item" ? this.items : this.pairings;
  }

  get courseIds(): readonly string[] {
    return [...this.courses.keys()];
  }

  itemIds(courseId: string): readonly string[] {
    return this.courses.get(courseId)?.items.map(({ id }) => id) ?? [];
  }

  worksOf(pairingId: string): readonly [string, string] {
    const { first_item_id, second_item_id } = this.pairings.get(pairingId)!;
    return [first_item_id, second_item_id];
  }

  /** Other words, or a work that was not in it. */
  hasCourseEdited(id: string, base: Side): boolean {
    const [now, before] = [this.courses.get(id), base.courses.get(id)];
    if (!now || !before) return now !== before;
    return !sameCourseFacts(now, before) || now.items.some((item) => base.courseOf.get(item.id) !== id);
  }

  /** Another note, another course, or something new about a pairing that it is in. */
  hasItemEdited(id: string, base: Side): boolean {
    const [now, before] = [this.items.get(id), base.items.get(id)];
    if (!now || !before) return now !== before;
    if (!sameText(now.annotation, before.annotation) || this.courseOf.get(id) !== base.courseOf.get(id)) return true;
    return this.draft.pairings.some(
      (each) => (each.first_item_id === id || each.second_item_id === id) && this.hasPairingEdited(each.id, base),
    );
  }

  hasPairingEdited(id: string, base: Side): boolean {
    const [now, before] = [this.pairings.get(id), base.pairings.get(id)];
    return !now || !before ? now !== before : !samePairingFacts(now, before);
  }

  /** The course that stands before this one, or else the first, among those that are kept. */
  nearestCourse(id: string, kept: ReadonlySet<string>): string | undefined {
    const order = this.courseIds;
    const before = order.slice(0, order.indexOf(id)).reverse().find((each) => kept.has(each));
    return before ?? order.find((each) => kept.has(each)) ?? [...kept][0];
  }
}
