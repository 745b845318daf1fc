import { describe, expect, test } from "vitest";
import { Words } from "../words/words";
import { duration, span, type Balance } from "./balance";
import { bars, decadeBars, namedBars } from "./bars";

const words = new Words(
  {
    about_hours: { one: "about {n} hour", other: "about {n} hours" },
    minutes: "{minutes} min",
    hours: "{hours} h",
    hours_minutes: "{hours} h {minutes} min",
    decade: "{decade}s",
    decades: "{first}s – {last}s",
    year_unknown: "year unknown",
    not_known: "not known",
  },
  "en",
);
const NO_TIME = { minutes: 0, watching: 0, listening: 0, playing: 0, reading: 0, pages: 0, unknown: 0 };

function balance(decades: Balance["decades"]): Balance {
  return {
    works: 3,
    by_media_type: [],
    decades,
    languages: [],
    countries: [],
    total: NO_TIME,
    without_note: 0,
    unpaired: 0,
    courses: [],
  };
}

describe("durations", () => {
  test.each([
    [48, "48 min"],
    [60, "1 h"],
    [162, "2 h 42 min"],
    [1860, "about 31 hours"],
  ])("%i minutes are said as %s", (minutes, said) => {
    expect(duration(minutes, words)).toBe(said);
  });
});

test("a bar is as long as its share of the longest", () => {
  expect(bars([{ label: "a", works: 1 }, { label: "b", works: 4 }]).map(({ share }) => share)).toEqual([0.25, 1]);
});

test("works of no known year count, but do not stretch the span", () => {
  const mixed = balance([{ decade: 1960, works: 2 }, { decade: 2010, works: 1 }, { decade: null, works: 1 }]);
  expect(span(mixed, words)).toBe("1960s – 2010s");
  expect(decadeBars(mixed, words).at(-1)).toMatchObject({ label: "year unknown", works: 1 });
});

test("no span of nothing", () => {
  expect(span(balance([]), words)).toBe("");
});

test("codes are named in the language of the page, and one that is none stays as it is", () => {
  const named = namedBars([{ code: "pl", works: 1 }, { code: "not a code", works: 1 }, { code: null, works: 1 }], "language", words);
  expect(named.map(({ label }) => label)).toEqual(["Polish", "not a code", "not known"]);
});
