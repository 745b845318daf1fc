import { expect, test } from "vitest";
import { newId } from "./ids";

test("an id is a UUID of version 7 that tells when it was made", () => {
  const made = newId(0x0193_2f00_0000);
  expect(made).toMatch(/^01932f00-0000-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
});

test("two ids of one moment differ", () => {
  expect(newId(1)).not.toBe(newId(1));
});
