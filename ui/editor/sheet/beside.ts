/** What stands beside a work for readers: the pairings of which it is read first. */
import type { Draft } from "../menu/menu";
import { shownPairings, type Shown } from "../pairings/pairings";

/** By the id of the first work, in the order of the pairings. */
export function besideWorks(draft: Draft): ReadonlyMap<string, readonly Shown[]> {
  const beside = new Map<string, Shown[]>();
  for (const pairing of shownPairings(draft)) beside.set(pairing.first.id, [...(beside.get(pairing.first.id) ?? []), pairing]);
  return beside;
}
