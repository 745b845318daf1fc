/** What the view of a dispute shows: what each conflict is about, in words, and where its two texts differ. */
import { itemsOf, type Draft } from "../menu/menu";
import type { Choice, Conflict } from "../menu/conflicts";
import type { Words } from "../words/words";
import type { Dispute } from "./saving";

/** A text in three parts; the middle is not in the other one. */
export interface Marked {
  readonly before: string;
  readonly differs: string;
  readonly after: string;
}

/** The words that only this text has, between those that both begin and end with. */
export function marked(text: string, other: string): Marked {
  const [mine, theirs] = [text.split(/(\s+)/), other.split(/(\s+)/)];
  const least = Math.min(mine.length, theirs.length);
  let start = 0;
  while (start < least && mine[start] === theirs[start]) start += 1;
  let end = 0;
  while (end < least - start && mine.at(-1 - end) === theirs.at(-1 - end)) end += 1;
  const parts = [mine.slice(0, start), mine.slice(start, mine.length - end), mine.slice(mine.length - end)];
  const [before, differs, after] = parts.map((words) => words.join(""));
  return { before: before!, differs: differs!, after: after! };
}

/** What it is about: "Note on Stalker". */
export function aboutOf({ kind, id, field }: Conflict, dispute: Dispute, draft: Draft, words: Words): string {
  const title = titleOf(id, [draft, dispute.theirs.draft, dispute.base]);
  if (kind === "menu") return words.say(field === "title" ? "disputed_title" : "disputed_description");
  return words.say(`disputed_${kind}_${field}`, { title });
}

function titleOf(id: string, drafts: readonly Draft[]): string {
  for (const draft of drafts) {
    const course = draft.courses.find((each) => each.id === id);
    if (course) return course.title;
    const work = workIn(draft, id);
    if (work) return work;
    const pairing = draft.pairings.find((each) => each.id === id);
    if (pairing) return [pairing.first_item_id, pairing.second_item_id].map((each) => workIn(draft, each) ?? "").join(" · ");
  }
  return "";
}

function workIn(draft: Draft, itemId: string): string | undefined {
  return itemsOf(draft).find(({ id }) => id === itemId)?.media.title;
}

/** One side of a conflict, in words where there is no text; `draft` is that side's. */
export function sideOf(conflict: Conflict, side: Choice, draft: Draft, words: Words): Marked {
  const [text, other] = side === "mine" ? [conflict.mine, conflict.theirs] : [conflict.theirs, conflict.mine];
  if (conflict.field === "existence") {
    return plain(conflict.removed === side ? words.say("side_removed") : [words.say("side_kept"), ...textsOf(conflict.id, draft)].join("\n"));
  }
  return text ? marked(text, other ?? "") : plain(words.say("side_empty"));
}

/** What is written on a work, a course or a pairing. */
function textsOf(id: string, draft: Draft): readonly string[] {
  const named = <T extends { readonly id: string }>(things: readonly T[]): T | undefined => things.find((each) => each.id === id);
  const [course, pairing] = [named(draft.courses), named(draft.pairings)];
  const texts = [course?.title, course?.intent, named(itemsOf(draft))?.annotation, pairing?.relationship, pairing?.narrative];
  return texts.flatMap((text) => text || []);
}

function plain(text: string): Marked {
  return { before: text, differs: "", after: "" };
}
