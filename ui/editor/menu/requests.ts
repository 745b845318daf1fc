/** The smallest request that brings the service from the draft it has to the one that is wanted. */
import { otherOrder } from "./arranging";
import { changeHead } from "./changes";
import type { Draft } from "./menu";
import { addedPairing, movedPairing, pairingFacts, removedPairing } from "./pairs";
import { sameDraft, sameHead, sameText } from "./same";
import { bodyOfCourse, bodyOfItem, bodyOfPairing, step, type Find, type Step } from "./step";
import { addedCourse, addedItem, courseFacts, note, removedCourse, removedItem } from "./things";

/** Somewhat below what the service takes. */
const MOST_BYTES = 1_000_000;

/** In this order each leads to a menu that the service takes, and nearer to the wanted one. */
const FINDS: readonly Find[] = [
  removedCourse,
  removedItem,
  removedPairing,
  addedCourse,
  addedItem,
  otherOrder,
  courseFacts,
  note,
  addedPairing,
  pairingFacts,
  movedPairing,
];

/** Nothing when they are the same. `isSmall` asks for a step about one thing, where there is one. */
export function requestFor(now: Draft, wanted: Draft, isSmall = false): Step | undefined {
  if (sameDraft(now, wanted)) return undefined;
  if (!sameHead(now, wanted)) return otherHead(now, wanted);
  const first = firstOf(now, wanted);
  if (first && (isSmall || sameDraft(first.reached, wanted))) return first;
  const whole = content(now, wanted);
  return first && sizeOf(whole.call.body) > MOST_BYTES ? first : whole;
}

function firstOf(now: Draft, wanted: Draft): Step | undefined {
  for (const find of FINDS) {
    const found = find(now, wanted);
    if (found) return found;
  }
  return undefined;
}

function otherHead(now: Draft, wanted: Draft): Step {
  const facts = {
    ...(sameText(now.title, wanted.title) ? {} : { title: wanted.title }),
    ...(sameText(now.description, wanted.description) ? {} : { description: wanted.description }),
  };
  return step(now, "menu", { method: "PATCH", path: "", body: facts }, changeHead(facts));
}

function content(now: Draft, wanted: Draft): Step {
  const courses = wanted.courses.map((course) => ({ ...bodyOfCourse(course), items: course.items.map(bodyOfItem) }));
  const body = { courses, pairings: wanted.pairings.map(bodyOfPairing) };
  return step(now, "", { method: "PUT", path: "/content", body }, () => ({ ...wanted, ...headOf(now) }));
}

function headOf({ title, description }: Draft): Pick<Draft, "title" | "description"> {
  return { title, description };
}

export function sizeOf(body: unknown): number {
  return new TextEncoder().encode(JSON.stringify(body)).length;
}
