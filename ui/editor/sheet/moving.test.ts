import * as fc from "fast-check";
import { expect, test } from "vitest";
import { moveItems } from "../menu/changes";
import type { Draft, Item } from "../menu/menu";
import { Words } from "../words/words";
import { courseEntered, coursePlaceBy, isSameOrder, neighbourOf, placeBefore, placeBy, whereabouts, type Stride } from "./moving";

const SAID = {
  work_now_at: "{title}, now {place} of {count} in {course}",
  works_now_at: { one: "?", other: "{n} works, now {place} to {last} of {count} in {course}" },
};

/** Courses written as words of one letter works: "abc  d" has a course of three, an empty one, and one of one. */
function laid(...courses: string[]): Draft {
  return {
    title: "",
    description: null,
    pairings: [],
    courses: courses.map((works, at) => ({ id: `c${at}`, title: `C${at}`, intent: null, items: [...works].map(itemNamed) })),
  };
}

function itemNamed(id: string): Item {
  return { id, media: { title: id.toUpperCase() } } as Item;
}

const written = ({ courses }: Draft): string => courses.map(({ items }) => items.map(({ id }) => id).join("")).join("|");

function moved(draft: Draft, works: string, stride: Stride): string {
  const place = placeBy(stride, draft, new Set(works));
  return place ? written(moveItems(new Set(works), place)(draft)) : "stays";
}

test.each<[string, Stride, string]>([
  ["b", "up", "bac||de"],
  ["a", "up", "stays"],
  ["d", "up", "abc|d|e"],
  ["a", "down", "bac||de"],
  ["c", "down", "ab|c|de"],
  ["e", "down", "stays"],
  ["c", "first", "cab||de"],
  ["a", "last", "bca||de"],
  ["a", "course-after", "bc|a|de"],
  ["d", "course-before", "abc|d|e"],
  ["ac", "down", "b|ac|de"],
  ["bc", "up", "bca||de"],
  ["ad", "up", "stays"],
])("%s goes %s: %s", (works, stride, expected) => {
  expect(moved(laid("abc", "", "de"), works, stride)).toBe(expected);
});

test.each([
  ["a", "c0", ""],
  ["ab", "c0", ""],
  ["a", "c1", "C1"],
  ["ad", "c0", "C0"],
])("%s moved into %s entered the course %j", (works, courseId, entered) => {
  expect(courseEntered(laid("abc", "", "de"), new Set(works), { courseId })).toBe(entered);
});

test("down, step by step, a work passes every place of the menu, and up the same way back", () => {
  let draft = laid("xab", "", "cd");
  const seen = [written(draft)];
  for (let place = placeBy("down", draft, new Set("x")); place; place = placeBy("down", draft, new Set("x"))) {
    draft = moveItems(new Set("x"), place)(draft);
    seen.push(written(draft));
  }
  expect(seen).toEqual(["xab||cd", "axb||cd", "abx||cd", "ab|x|cd", "ab||xcd", "ab||cxd", "ab||cdx"]);
  const back = [written(draft)];
  for (let place = placeBy("up", draft, new Set("x")); place; place = placeBy("up", draft, new Set("x"))) {
    draft = moveItems(new Set("x"), place)(draft);
    back.push(written(draft));
  }
  expect(back).toEqual(seen.toReversed());
});

test("works that are dropped stand before the first that stays behind them", () => {
  const draft = laid("abc", "de");
  expect(placeBefore(draft, "c1", ["d", "e"], new Set("a"))).toEqual({ courseId: "c1", at: 0 });
  expect(placeBefore(draft, "c0", ["b", "c"], new Set("ab"))).toEqual({ courseId: "c0", at: 0 });
  expect(placeBefore(draft, "c0", [], new Set("a"))).toEqual({ courseId: "c0" });
});

test("no move loses a work or doubles one", () => {
  const works = fc.uniqueArray(fc.constantFrom(..."abcdefgh"));
  const strides = fc.constantFrom<Stride>("up", "down", "first", "last", "course-before", "course-after");
  fc.assert(
    fc.property(works, fc.subarray([..."abcdefgh"]), fc.nat(8), strides, (order, chosen, cut, stride) => {
      const draft = laid(order.slice(0, cut).join(""), order.slice(cut).join(""));
      const place = placeBy(stride, draft, new Set(chosen));
      const after = place ? moveItems(new Set(chosen), place)(draft) : draft;
      expect([...written(after).replace("|", "")].sort()).toEqual([...order].sort());
    }),
  );
});

test("a course goes no further than the ends", () => {
  const draft = laid("a", "b", "c");
  expect(coursePlaceBy("up", draft, "c0")).toBeUndefined();
  expect(coursePlaceBy("down", draft, "c0")).toBe(1);
  expect(coursePlaceBy("last", draft, "c0")).toBe(2);
  expect(coursePlaceBy("last", draft, "c2")).toBeUndefined();
});

test("what is told of a move is where the works are now", () => {
  const words = new Words(SAID, "en");
  expect(whereabouts(laid("ab", "cd"), new Set("d"), words)).toBe("D, now 2 of 2 in C1");
  expect(whereabouts(laid("abc"), new Set("bc"), words)).toBe("2 works, now 2 to 3 of 3 in C0");
});

test("the focus goes to the work after those removed, else to the one before, else to the course", () => {
  const draft = laid("abc", "d");
  expect(neighbourOf(draft, new Set("b"))?.id).toBe("c");
  expect(neighbourOf(draft, new Set("bc"))?.id).toBe("a");
  expect(neighbourOf(draft, new Set("d"))?.id).toBe("c1");
});

test("an order that came out the same is known", () => {
  expect(isSameOrder(laid("ab", "c"), laid("ab", "c"))).toBe(true);
  expect(isSameOrder(laid("ab", "c"), laid("a", "bc"))).toBe(false);
});
