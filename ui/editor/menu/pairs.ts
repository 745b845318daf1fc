/** Steps about pairings. */
import { addPairing, changePairing, movePairing, removePairing } from "./changes";
import { sameContent, samePairingFacts, sameText } from "./same";
import type { Pairing } from "./menu";
import { bodyOfPairing, idsOf, placeAmong, step, type Find } from "./step";
import type { Call } from "../service/client";

/** Also one whose works are others now: it is made again. */
export const removedPairing: Find = (now, wanted) => {
  const kept = new Map(wanted.pairings.map((each) => [each.id, each]));
  const gone = now.pairings.find((each) => !hasSameWorks(each, kept.get(each.id)));
  return gone && step(now, `pairings/${gone.id}`, { method: "DELETE", path: `/pairings/${gone.id}` }, removePairing(gone.id));
};

function hasSameWorks(one: Pairing, other: Pairing | undefined): boolean {
  return one.first_item_id === other?.first_item_id && one.second_item_id === other.second_item_id;
}

export const addedPairing: Find = (now, wanted) => {
  const there = idsOf(now.pairings);
  const index = wanted.pairings.findIndex(({ id }) => !there.has(id));
  const pairing = wanted.pairings[index];
  if (!pairing) return undefined;
  const position = placeAmong(now.pairings, wanted.pairings, index);
  const call: Call = { method: "POST", path: "/pairings", body: { ...bodyOfPairing(pairing), position } };
  return step(now, `pairings/${pairing.id}`, call, addPairing(pairing, position));
};

export const pairingFacts: Find = (now, wanted) => {
  const was = new Map(now.pairings.map((each) => [each.id, each]));
  const pairing = wanted.pairings.find((each) => was.has(each.id) && !samePairingFacts(was.get(each.id)!, each));
  if (!pairing) return undefined;
  const old = was.get(pairing.id)!;
  const facts = {
    ...(sameText(old.relationship, pairing.relationship) ? {} : { relationship: pairing.relationship }),
    ...(sameText(old.narrative, pairing.narrative) ? {} : { narrative: pairing.narrative }),
  };
  const call: Call = { method: "PATCH", path: `/pairings/${pairing.id}`, body: facts };
  return step(now, `pairings/${pairing.id}`, call, changePairing(pairing.id, facts));
};

export const movedPairing: Find = (now, wanted) => {
  const at = now.pairings.findIndex(({ id }, place) => wanted.pairings[place]?.id !== id);
  const choices = at < 0 ? [] : [now.pairings[at]!.id, wanted.pairings[at]!.id];
  const moves = choices.map((id) => {
    const position = wanted.pairings.findIndex((each) => each.id === id);
    const call: Call = { method: "PATCH", path: `/pairings/${id}`, body: { position } };
    return step(now, `pairings/${id}`, call, movePairing(id, position));
  });
  return moves.find(({ reached }) => sameContent(reached, wanted)) ?? moves.at(-1);
};
