import { expect, test } from "vitest";
import { linesOf } from "./lines";

const outermost = (path: string): number => Math.max(...[...path.matchAll(/C(\d+)/g)].map(([, x]) => Number(x)));

test("lines that overlap do not lie on one another, and the short one is inside", () => {
  const [short, long] = linesOf(
    [
      { id: "long", top: 0, bottom: 500 },
      { id: "short", top: 100, bottom: 200 },
    ],
    0,
  );
  expect([short?.id, long?.id]).toEqual(["short", "long"]);
  expect(outermost(short!.path)).toBeLessThan(outermost(long!.path));
});

test("lines one below the other share a lane", () => {
  const [one, other] = linesOf(
    [
      { id: "one", top: 0, bottom: 100 },
      { id: "other", top: 100, bottom: 200 },
    ],
    0,
  );
  expect(outermost(one!.path)).toBe(outermost(other!.path));
});
