/** In which course each work is to stand when two drafts are merged. */
import type { Conflicts } from "./conflicts";
import type { Sides } from "./sides";

/** The course of each work, by its id. A course that is gone comes back into `courses` where its works have no other place. */
export function placed(
  items: ReadonlySet<string>,
  courses: Set<string>,
  sides: Sides,
  conflicts: Conflicts,
): ReadonlyMap<string, string> {
  const places = new Map<string, string>();
  const refused = conflicts.of("course");
  for (const id of items) {
    const [wanted, other] = wantedPlaces(id, sides);
    const stays = [wanted, other].find((course) => course !== undefined && courses.has(course));
    const neighbour = refused.has(wanted) ? sides.withItem(id).nearestCourse(wanted, courses) : undefined;
    const place = stays ?? neighbour ?? wanted;
    courses.add(place);
    places.set(id, place);
  }
  return places;
}

/** Where the work was moved to, and where else it stands; the leader's move counts where both made one. */
function wantedPlaces(id: string, { base, leader, follower }: Sides): readonly [string, string | undefined] {
  const [leading, following] = [leader.courseOf.get(id), follower.courseOf.get(id)];
  if (leading === undefined) return [following!, undefined];
  const leads = following === undefined || leading !== base.courseOf.get(id);
  return leads ? [leading, following] : [following, leading];
}
