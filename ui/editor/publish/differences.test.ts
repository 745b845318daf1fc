import { expect, test } from "vitest";
import { Words } from "../words/words";
import { sentencesOf, type Differences } from "./differences";

const words = new Words({ diff_work_moved: "{work} to {course}, {place}", diff_note: "Note on {work}", paired: "{first} + {second}" }, "en");
const nothing: Differences = {
  title: null,
  description: null,
  courses: { added: [], removed: [], moved: [], renamed: [], intents: [] },
  works: { added: [], removed: [], moved: [], exchanged: [], annotated: [] },
  pairings: { added: [], removed: [], moved: [], reworded: [] },
};
const opening = { title: "Opening" };
const stalker = { title: "Stalker" };

test("no difference, no sentence", () => {
  expect(sentencesOf(nothing, words)).toEqual([]);
});

test("places are told as people count them", () => {
  const moved = { work: stalker, old: { course: opening, position: 4 }, new: { course: opening, position: 0 } };
  const [told] = sentencesOf({ ...nothing, works: { ...nothing.works, moved: [moved] } }, words);
  expect(told).toEqual({ mark: "↕", text: "Stalker to Opening, 1" });
});

test("a changed note shows both, and a first note only the new one", () => {
  const annotated = [{ work: stalker, old: null, new: "Watch it twice." }];
  const [told] = sentencesOf({ ...nothing, works: { ...nothing.works, annotated } }, words);
  expect(told).toMatchObject({ old: null, new: "Watch it twice." });
});

test("a pairing is told with its words", () => {
  const added = [{ first: stalker, second: { title: "Solaris" }, words: { relationship: "echo", narrative: "Water." } }];
  const [told] = sentencesOf({ ...nothing, pairings: { ...nothing.pairings, added } }, words);
  expect(told).toEqual({ mark: "+", text: "Stalker + Solaris", new: "echo: Water." });
});
