import { expect, test } from "vitest";
import { linesOf } from "./lines";

const outermost = (path: string): number => Math.max(...[...path.matchAll(/C([\d.]+)/g)].map(([, x]) => Number(x)));

test("lines that overlap do not lie on one another, and the short one is inside", () => {
  const [short, long] = linesOf(
    [
      { id: "long", top: 0, bottom: 500 },
      { id: "short", top: 100, bottom: 200 },
    ],
    0,
    100,
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
    100,
  );
  expect(outermost(one!.path)).toBe(outermost(other!.path));
});

test("many lines lie closer, each in a lane of its own, and within the margin", () => {
  const ends = Array.from({ length: 9 }, (_, at) => ({ id: `${at}`, top: 0, bottom: 100 + at }));
  const depths = linesOf(ends, 0, 44).map(({ path }) => outermost(path));
  expect(Math.max(...depths)).toBe(44);
  expect(new Set(depths).size).toBe(9);
});
