import { expect, test } from "vitest";
import { Desk } from "../desk/desk.svelte";
import type { Course, Menu } from "../menu/menu";
import { Words } from "../words/words";
import { places } from "./courses";
import { answering, titled } from "./finding.fixtures";
import { Serving } from "./serving.svelte";
import { workOf } from "./works";

const SAID = {
  find_first_course: "First course",
  find_added: "{title} to {course}",
  find_added_again: "{title} to {course}, again: {where}",
  find_added_many: "{n} to {course}",
  undone: "back: {what}",
};
const course = (id: string, title: string): Course => ({ id, title, intent: null, items: [] });

function desk(...courses: Course[]): Desk {
  const head = { id: "m", slug: "m", title: "", description: null, version: 1 };
  const standing = { status: "draft", visibility: "public", edition: null } as const;
  const menu: Menu = { ...head, ...standing, courses, pairings: [] };
  return new Desk(menu, answering({ body: {} }).client, new Words(SAID, "en"));
}

const served = ({ draft }: Desk) => draft.courses.map(({ title, items }) => [title, items.map(({ media }) => media.title)]);
const solaris = workOf(titled("Solaris"));
const stalker = workOf(titled("Stalker"));

test("works go to the course that was chosen, else to the last one", () => {
  const on = desk(course("a", "Opening"), course("b", "Sweet"));
  const serving = new Serving(on);
  serving.add([solaris]);
  serving.choose("a");
  serving.add([stalker]);
  expect(served(on)).toEqual([["Opening", ["Stalker"]], ["Sweet", ["Solaris"]]]);
  serving.choose("gone");
  expect(serving.courseId).toBe("b");
});

test("the first course is made with its first work, in one step", () => {
  const on = desk();
  const serving = new Serving(on);
  serving.add([solaris]);
  expect(served(on)).toEqual([["First course", ["Solaris"]]]);
  expect(on.announcement).toBe("Solaris to I. First course");
  on.undo();
  expect(on.draft.courses).toEqual([]);
});

test("adding a work again is done, and said", () => {
  const on = desk(course("a", "Opening"), course("b", "Sweet"));
  const serving = new Serving(on);
  serving.choose("a");
  serving.add([solaris]);
  serving.choose("b");
  serving.add([solaris]);
  expect(on.announcement).toBe("Solaris to II. Sweet, again: I. Opening");
  expect(places(on.draft).get(solaris.id)).toBe("I. Opening; II. Sweet");
});

test("many works are one step, and undoing is offered as long as it would take back just that", () => {
  const on = desk(course("a", "Opening"));
  const serving = new Serving(on);
  serving.add([solaris, stalker]);
  expect(serving.recent).toBe("2 to I. Opening");
  on.commit("something else", (draft) => ({ ...draft, title: "Other" }));
  expect(serving.recent).toBeUndefined();
  on.undo();
  expect(serving.recent).toBe("2 to I. Opening");
  on.undo();
  expect(serving.recent).toBeUndefined();
  expect(served(on)).toEqual([["Opening", []]]);
});
