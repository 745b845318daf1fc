/**
 * Two drafts that grew out of one, made into one again. Pure, total, and it gives the same for the same.
 *
 * What only one side changed is taken over. Where both changed the same, or one edited what the other removed, there is
 * a conflict; until somebody chooses, mine counts, and what either side kept stays. Moves of both sides are kept; what
 * both moved goes where the leader put it. Nothing that a side added is lost, and nothing comes twice.
 */
import { Conflicts, type Choice, type Choose, type Conflict } from "./conflicts";
import type { Draft } from "./menu";
import { mergedCourses } from "./merging-courses";
import { mergedPairings } from "./merging-pairings";
import { placed } from "./placing";
import { Sides } from "./sides";
import { stayingCourses, stayingItems, stayingPairings } from "./staying";

export interface Merged {
  readonly merged: Draft;
  readonly conflicts: readonly Conflict[];
}

export function merge(
  base: Draft,
  mine: Draft,
  theirs: Draft,
  choose: Choose = () => undefined,
  leader: Choice = "mine",
): Merged {
  if (mine === theirs || base === theirs) return { merged: mine, conflicts: [] };
  if (base === mine) return { merged: theirs, conflicts: [] };
  const conflicts = new Conflicts(choose);
  const merged = mergedDraft(new Sides(base, mine, theirs, leader), conflicts);
  return { merged, conflicts: conflicts.all };
}

/** Conflicts are met in the order of these lines; what stays of one kind decides about the next. */
function mergedDraft(sides: Sides, conflicts: Conflicts): Draft {
  const head = mergedHead(sides, conflicts);
  const kept = stayingCourses(sides, conflicts);
  const items = stayingItems(sides, conflicts, kept);
  const places = placed(items, kept, sides, conflicts);
  const pairings = mergedPairings(stayingPairings(sides, conflicts, items), sides, conflicts);
  const courses = mergedCourses(kept, places, sides, conflicts);
  return { ...head, courses, pairings };
}

function mergedHead(sides: Sides, conflicts: Conflicts): Pick<Draft, "title" | "description"> {
  const [base, mine, theirs] = [sides.base.draft, sides.mine.draft, sides.theirs.draft];
  const of = (field: "title" | "description") =>
    conflicts.text("menu", "", field, { base: base[field], mine: mine[field], theirs: theirs[field] });
  return { title: of("title") ?? "", description: of("description") };
}
