import { expect, test } from "vitest";
import { KEYS, keyNames } from "./keys";

test("a Mac has a command key", () => {
  expect(keyNames("Ctrl Shift Z", true)).toEqual(["⌘", "Shift", "Z"]);
  expect(keyNames("Ctrl Shift Z", false)).toEqual(["Ctrl", "Shift", "Z"]);
});

test("no line of the help stands there twice", () => {
  const words = KEYS.flatMap(({ shortcuts }) => shortcuts.map(({ word }) => word));
  expect(new Set(words).size).toBe(words.length);
});
