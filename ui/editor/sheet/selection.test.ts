import { expect, test } from "vitest";
import { Selection } from "./selection.svelte";

const ORDER = [..."abcdef"];

test("a range reaches from the last choice to here, in either direction", () => {
  const selection = new Selection();
  selection.toggle("d");
  selection.reach("b", ORDER);
  expect([...selection.among(ORDER)]).toEqual(["b", "c", "d"]);
  selection.reach("f", ORDER);
  expect([...selection.among(ORDER)]).toEqual(["b", "c", "d", "e", "f"]);
});

test("a range without a beginning is one choice", () => {
  const selection = new Selection();
  selection.reach("c", ORDER);
  expect([...selection.among(ORDER)]).toEqual(["c"]);
});

test("what has left the menu is not selected any more", () => {
  const selection = new Selection();
  selection.toggle("a");
  selection.toggle("b");
  expect([...selection.among(["b", "c"])]).toEqual(["b"]);
});

test("choosing again lets go", () => {
  const selection = new Selection();
  selection.toggle("a");
  selection.toggle("a");
  expect(selection.size).toBe(0);
});
