import { expect, test } from "vitest";
import { Words } from "./words";

const AT = "2026-11-21T23:30:00Z";

test.each([
  ["Europe/Warsaw", "22 Nov 2026, 00:30", "22 November 2026"],
  ["America/New_York", "21 Nov 2026, 18:30", "21 November 2026"],
])("a moment is told by the clock of %s, wherever the browser is", (zone, moment, day) => {
  const words = new Words({}, "en", zone);
  expect([words.moment(AT), words.day(AT)]).toEqual([moment, day]);
});

test("what is too long is told with the length that would do", () => {
  const words = new Words({ "problem_text-too-long": "Co najwyżej {most} znaków." }, "pl");
  expect(words.refusal("text-too-long", "At most 200 characters fit here; these are 201.")).toBe("Co najwyżej 200 znaków.");
});

test("a clock that this browser does not know is no reason to tell nothing", () => {
  expect(new Words({}, "en", "Mars/Base").moment(AT)).toBe(new Words({}, "en").moment(AT));
});
