/** One request, and what it leads to. */
import type { Change } from "./changes";
import type { Draft, Item, Course, Pairing } from "./menu";
import type { Call } from "../service/client";

/** A request, relative to the address of the menu, and the draft that the service has when it is done. */
export interface Step {
  readonly call: Call;
  readonly reached: Draft;
  /** The one thing that it is about, as `courses/ID`; nothing when it is about more than one. */
  readonly subject: string;
}

/** A step that leads from one draft nearer to another. */
export type Find = (now: Draft, wanted: Draft) => Step | undefined;

export function step(now: Draft, subject: string, call: Call, change: Change): Step {
  return { call, reached: change(now), subject };
}

export function idsOf(things: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(things.map(({ id }) => id));
}

export function bodyOfItem({ id, item_key, media_item_id, annotation }: Item): object {
  return { id, item_key, media_item_id, annotation };
}

export function bodyOfCourse({ id, title, intent }: Course): object {
  return { id, title, intent };
}

export function bodyOfPairing({ id, first_item_id, second_item_id, relationship, narrative }: Pairing): object {
  return { id, first_item_id, second_item_id, relationship, narrative };
}

/** Where a new thing goes: after the nearest before it that is there. */
export function placeAmong(there: readonly { readonly id: string }[], wanted: readonly { readonly id: string }[], at: number): number {
  const places = new Map(there.map(({ id }, place) => [id, place]));
  const before = wanted.slice(0, at).reverse().find(({ id }) => places.has(id));
  return before ? places.get(before.id)! + 1 : 0;
}
