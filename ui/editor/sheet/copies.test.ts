import { expect, test } from "vitest";
import { pairingOf } from "../pairings/partners";
import { sampleDraft } from "../menu/samples";
import { copyOf } from "./copies";

test("a copied course has the pairings among its works, and none that lead out of it", () => {
  const { courses } = sampleDraft(2, 2);
  const [one, two] = courses[0]!.items;
  const pairings = [pairingOf(two!.id, one!.id, "echo", "Rain."), pairingOf(one!.id, courses[1]!.items[0]!.id, "rest", "")];
  const copy = copyOf(courses[0]!, "Once more", pairings);
  const [first, second] = copy.course.items;
  expect(copy.pairings).toMatchObject([{ first_item_id: second!.id, second_item_id: first!.id, relationship: "echo", narrative: "Rain." }]);
  expect(copy.pairings[0]!.id).not.toBe(pairings[0]!.id);
});
