/** Which courses, works and pairings of two drafts stay when they are merged. */
import type { Conflicts } from "./conflicts";
import type { Kind, Side } from "./side";
import type { Sides } from "./sides";

/** The courses that stay for their own sake. */
export function stayingCourses(sides: Sides, conflicts: Conflicts): Set<string> {
  return staying("course", sides, conflicts, (side, id) => side.hasCourseEdited(id, sides.base));
}

/** The works that stay; those of a course that one side removed and the other edited stay with it. */
export function stayingItems(sides: Sides, conflicts: Conflicts, courses: ReadonlySet<string>): Set<string> {
  const followsCourse = (side: Side, other: Side, id: string) => {
    const course = side.courseOf.get(id)!;
    return !other.courses.has(course) && side.hasCourseEdited(course, sides.base) && courses.has(course);
  };
  return staying("item", sides, conflicts, (side, id) => side.hasItemEdited(id, sides.base), followsCourse);
}

/** The pairings that stay, all of them of works that do. */
export function stayingPairings(sides: Sides, conflicts: Conflicts, items: ReadonlySet<string>): Set<string> {
  const disputed = conflicts.of("item");
  const followsWork = (side: Side, other: Side, id: string) => {
    const works = side.worksOf(id);
    return works.some((work) => disputed.has(work) && !other.items.has(work)) && works.every((work) => items.has(work));
  };
  const kept = staying("pairing", sides, conflicts, (side, id) => side.hasPairingEdited(id, sides.base), followsWork);
  for (const id of kept) if (!sides.withPairing(id).worksOf(id).every((work) => items.has(work))) kept.delete(id);
  return kept;
}

function staying(
  kind: Kind,
  { base, mine, theirs }: Sides,
  conflicts: Conflicts,
  isEdited: (side: Side, id: string) => boolean,
  followsOthers: (side: Side, other: Side, id: string) => boolean = () => false,
): Set<string> {
  const kept = new Set<string>();
  for (const id of new Set([...mine.of(kind).keys(), ...theirs.of(kind).keys()])) {
    const isMine = mine.of(kind).has(id);
    const [side, other] = isMine ? [mine, theirs] : [theirs, mine];
    const isIn = other.of(kind).has(id) || !base.of(kind).has(id);
    if (isIn || followsOthers(side, other, id)) kept.add(id);
    else if (isEdited(side, id) && conflicts.survives(kind, id, isMine ? "theirs" : "mine")) kept.add(id);
  }
  return kept;
}
