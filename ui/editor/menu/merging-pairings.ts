/** The pairings of two drafts made into those of one: one pairing of each two works. */
import type { Conflicts } from "./conflicts";
import type { Pairing } from "./menu";
import type { Sides } from "./sides";

/** Those that are `kept`, in order, of which twins become one. */
export function mergedPairings(kept: ReadonlySet<string>, sides: Sides, conflicts: Conflicts): Pairing[] {
  const twins = twinsAmong(kept, sides);
  const younger = new Set(twins.values());
  const single = new Set([...kept].filter((id) => !younger.has(id)));
  const order = sides.inOrder(({ draft }) => draft.pairings.map(({ id }) => id), single);
  return order.map((id) => merged(id, twins.get(id), sides, conflicts));
}

/** Pairings of the same two works that each side has made: theirs with mine. */
function twinsAmong(kept: ReadonlySet<string>, sides: Sides): ReadonlyMap<string, string> {
  const twins = new Map<string, string>();
  const byWorks = new Map<string, string>();
  const age = (id: string) => (sides.theirs.pairings.has(id) ? 0 : 1);
  for (const id of [...kept].sort((one, other) => age(one) - age(other))) {
    const works = [...sides.withPairing(id).worksOf(id)].sort().join();
    const elder = byWorks.get(works);
    if (elder === undefined) byWorks.set(works, id);
    else twins.set(elder, id);
  }
  return twins;
}

function merged(id: string, twin: string | undefined, sides: Sides, conflicts: Conflicts): Pairing {
  const base = sides.base.pairings.get(id) ?? sides.base.pairings.get(twin ?? id);
  const theirs = sides.theirs.pairings.get(id);
  const mine = sides.mine.pairings.get(twin ?? id);
  if (!mine || !theirs) return mine ?? theirs!;
  const of = (field: "relationship" | "narrative") =>
    conflicts.text("pairing", id, field, { base: base?.[field], mine: mine[field], theirs: theirs[field] }) ?? "";
  const facts = { relationship: of("relationship"), narrative: of("narrative") };
  return twin === undefined && facts.relationship === mine.relationship && facts.narrative === mine.narrative
    ? mine
    : { ...theirs, ...facts };
}
