/** What the service refused of a draft, at which place; and what of the draft can be saved without it. */
import { removeCourse, removeItems, removePairing } from "../menu/changes";
import { itemsOf, placeOf, type Draft } from "../menu/menu";
import { sameText } from "../menu/same";
import type { Step } from "../menu/step";
import type { Problem } from "../service/client";

/** `place` is `menu/title`, `courses/ID/title`, `items/ID/annotation`, or `items/ID` for all of a thing. */
export interface Refusal {
  readonly place: string;
  readonly code: string;
  readonly message: string;
  /** The text that was refused; nothing when it is the whole thing. */
  readonly value: string | null;
}

type Content = { readonly courses: readonly Sent[]; readonly pairings: readonly Sent[] };
type Sent = { readonly id: string; readonly items?: readonly Sent[] };

const TEXTS = new Set(["title", "description", "intent", "annotation", "relationship", "narrative"]);

/** The places in the draft that a refusal of a step points to; none when it points nowhere that is known. */
export function refusalsOf(step: Step, problem: Problem): readonly Refusal[] {
  return problem.errors.flatMap(({ pointer, code, message }) => {
    const place = placeIn(step, pointer);
    return place === undefined ? [] : [{ place, code, message, value: textAt(step.reached, place) }];
  });
}

function placeIn({ call, subject }: Step, pointer: string): string | undefined {
  const [, room, at, inner, place, deep] = pointer.split("/");
  if (subject !== "") return joined(subject, room);
  const content = call.body as Content | undefined;
  if (!content?.courses || room === undefined) return undefined;
  const thing = room === "courses" ? content.courses[Number(at)] : room === "pairings" ? content.pairings[Number(at)] : undefined;
  if (!thing) return undefined;
  if (inner !== "items") return joined(`${room}/${thing.id}`, inner);
  const item = thing.items?.[Number(place)];
  return item && joined(`items/${item.id}`, deep);
}

function joined(thing: string, field: string | undefined): string {
  return field !== undefined && TEXTS.has(field) ? `${thing}/${field}` : thing;
}

/** Nothing when it is not there, or when the place is a whole thing. */
function textAt(draft: Draft, place: string): string | null {
  const [room, id, field] = partsOf(place);
  const thing: object | undefined = room === "menu" ? draft : thingsIn(draft, room).find((each) => each.id === id);
  return (thing as Record<string, string | null> | undefined)?.[field ?? ""] ?? null;
}

function partsOf(place: string): readonly [string, string, string | undefined] {
  const [room = "", ...rest] = place.split("/");
  return room === "menu" ? [room, "", rest[0]] : [room, rest[0] ?? "", rest[1]];
}

function thingsIn(draft: Draft, room: string): readonly { readonly id: string }[] {
  return room === "courses" ? draft.courses : room === "items" ? itemsOf(draft) : draft.pairings;
}

function isIn(draft: Draft, place: string): boolean {
  const [room, id] = partsOf(place);
  return room === "menu" || thingsIn(draft, room).some((each) => each.id === id);
}

/** Whether the draft still has what was refused. */
export function stillStands(refusal: Refusal, draft: Draft): boolean {
  const hasField = partsOf(refusal.place)[2] !== undefined;
  return isIn(draft, refusal.place) && (!hasField || sameText(textAt(draft, refusal.place), refusal.value));
}

/** The draft with what was refused as the service has it, or without it. */
export function sendable(confirmed: Draft, draft: Draft, refusals: readonly Refusal[]): Draft {
  return refusals.reduce((now, { place }) => {
    const [room, id, field] = partsOf(place);
    if (!isIn(confirmed, place)) return without(confirmed, now, room, id);
    return field === undefined ? now : withText(now, room, id, field, textAt(confirmed, place));
  }, draft);
}

function withText(draft: Draft, room: string, id: string, field: string, text: string | null): Draft {
  const set = <T extends { readonly id: string }>(thing: T): T => (thing.id === id ? { ...thing, [field]: text } : thing);
  if (room === "menu") return { ...draft, [field]: text };
  if (room === "courses") return { ...draft, courses: draft.courses.map(set) };
  if (room === "pairings") return { ...draft, pairings: draft.pairings.map(set) };
  return { ...draft, courses: draft.courses.map((course) => ({ ...course, items: course.items.map(set) })) };
}

/** Works of a course that cannot be made stay where the service has them, if it has them. */
function without(confirmed: Draft, draft: Draft, room: string, id: string): Draft {
  if (room === "items") return removeItems(new Set([id]))(draft);
  if (room === "pairings") return removePairing(id)(draft);
  const stranded = draft.courses.find((course) => course.id === id)?.items ?? [];
  const homes = new Map(
    stranded.map((item) => [item.id, confirmed.courses[placeOf(confirmed, item.id)?.course ?? -1]?.id]),
  );
  const courses = draft.courses.map((course) => ({
    ...course,
    items: [...course.items, ...stranded.filter((item) => homes.get(item.id) === course.id)],
  }));
  const kept = new Set(courses.filter((course) => course.id !== id).flatMap(({ items }) => items.map((item) => item.id)));
  const emptied = courses.map((course) => (course.id === id ? { ...course, items: course.items.filter((item) => !kept.has(item.id)) } : course));
  return removeCourse(id)({ ...draft, courses: emptied });
}
