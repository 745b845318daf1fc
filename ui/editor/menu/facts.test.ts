import { expect, test } from "vitest";
import { Words } from "../words/words";
import { factsOf } from "./facts";

const words = new Words(
  {
    kind_film: "film",
    minutes: "{minutes} min",
    hours_minutes: "{hours} h {minutes} min",
    pages: { one: "{pages} page", other: "{pages} pages" },
    hours_of_play: { one: "{hours} hour", other: "{hours} hours" },
  },
  "en",
);

test.each([
  [{ runtime_minutes: 162 }, "2 h 42 min"],
  [{ runtime_minutes: 940 }, "15 h 40 min"],
  [{ duration_minutes: 46 }, "46 min"],
  [{ page_count: 1_056 }, "1,056 pages"],
  [{ playtime_hours: 0.4 }, "1 hour"],
  [{ playtime_hours: 17.4 }, "17 hours"],
])("%o takes %s, on one line", (details, told) => {
  const work = { media_type: "film", creators: [], release_year: 1979, details };
  expect(factsOf(work, words)).toBe(`film\u00a0· 1979\u00a0· ${told.replaceAll(" ", "\u00a0")}`);
});

test("a length that nobody knows is not told", () => {
  const work = { media_type: "film", creators: [], release_year: null, details: { runtime_minutes: null } };
  expect(factsOf(work, words)).toBe("film");
});
