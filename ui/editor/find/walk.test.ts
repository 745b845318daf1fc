import { expect, test } from "vitest";
import { Walk } from "./walk.svelte";

test("the first result is chosen, and arrows go round", () => {
  const walk = new Walk();
  walk.begin(3);
  const places = ([1, 1, 1, -1, -1] as const).map((by) => (walk.step(by, 3), walk.active));
  expect(places).toEqual([1, 2, 0, 2, 1]);
});

test("what was taken is not taken again by the same key, and the arrows go on behind it", () => {
  const walk = new Walk();
  walk.begin(3);
  walk.taken(1);
  expect(walk.active).toBe(-1);
  walk.step(1, 3);
  expect(walk.active).toBe(2);
});

test("other results begin anew, and without any there is nothing to choose", () => {
  const walk = new Walk();
  walk.begin(3);
  walk.taken(2);
  walk.begin(2);
  expect(walk.active).toBe(0);
  walk.begin(0);
  walk.step(1, 0);
  expect(walk.active).toBe(-1);
  walk.step(-1, 2);
  expect(walk.active).toBe(1);
});
