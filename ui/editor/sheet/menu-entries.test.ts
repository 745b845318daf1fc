import { expect, test } from "vitest";
import { entryBy } from "./menu-entries";

const LABELS = ["Move to…", "Move up", "Remove"];

test.each([
  ["ArrowDown", 2, 0],
  ["ArrowUp", 0, 2],
  ["Home", 2, 0],
  ["End", 0, 2],
  ["r", 0, 2],
  ["m", 0, 1],
  ["M", 1, 0],
  ["x", 0, undefined],
  [" ", 0, undefined],
  ["Enter", 0, undefined],
])("%s at entry %i leads to %s", (key, at, expected) => {
  expect(entryBy(key, at, LABELS)).toBe(expected);
});
