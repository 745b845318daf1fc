/** Orders of ids: what moved between two of them, and how the moves of two sides are woven into one. */

/** Those that moved from one order to the next, as few as can be; of what only one of them has, none. */
export function movedIn(before: readonly string[], after: readonly string[]): ReadonlySet<string> {
  const places = new Map(before.map((id, place) => [id, place]));
  const common = after.filter((id) => places.has(id));
  const stayed = longestRun(common.map((id) => places.get(id)!));
  return new Set(common.filter((_, index) => !stayed.has(index)));
}

/** The indices of a longest increasing subsequence. */
function longestRun(places: readonly number[]): ReadonlySet<number> {
  const ends: number[] = [];
  const previous: number[] = [];
  for (const [index, place] of places.entries()) {
    let low = 0;
    for (let high = ends.length; low < high; ) {
      const middle = (low + high) >> 1;
      if (places[ends[middle]!]! < place) low = middle + 1;
      else high = middle;
    }
    previous[index] = low ? ends[low - 1]! : -1;
    ends[low] = index;
  }
  const run = new Set<number>();
  for (let index = ends.at(-1) ?? -1; index >= 0; index = previous[index]!) run.add(index);
  return run;
}

/**
 * One order of all that is kept, out of the order `follower` with the moves and additions of `leader` since `base`.
 * What both moved goes where the leader put it. Whatever is placed follows the nearest that it followed with the
 * leader and that the follower left in place.
 */
export function woven(
  base: readonly string[],
  follower: readonly string[],
  leader: readonly string[],
  kept: ReadonlySet<string>,
): readonly string[] {
  const known = new Set(base);
  const there = new Set(follower);
  const moved = movedIn(base, leader);
  const isLed = new Set(leader.filter((id) => kept.has(id) && (moved.has(id) || !known.has(id) || !there.has(id))));
  const order = follower.filter((id) => kept.has(id) && !isLed.has(id));
  const adrift = movedIn(base, follower);
  let anchor: string | undefined;
  for (const id of leader) {
    if (isLed.has(id)) order.splice(anchor === undefined ? 0 : order.indexOf(anchor) + 1, 0, id);
    else if (!order.includes(id) || adrift.has(id)) continue;
    anchor = id;
  }
  return order;
}
