import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Client } from "../service/client";
import { Finding } from "./finding.svelte";
import { listed, titled } from "./finding.fixtures";

/** What was asked, and who answers it: each question waits until the test lets it. */
let asked: { path: string; answer: (body: unknown, status?: number) => void; fail: () => void }[];
let finding: Finding;

beforeEach(() => {
  vi.useFakeTimers();
  asked = [];
  const ask = (path: string) =>
    new Promise<Response>((resolve, reject) => {
      const answer = (body: unknown, status = 200) => resolve(Response.json(body, { status }));
      asked.push({ path, answer, fail: () => reject(new TypeError("no connection")) });
    });
  finding = new Finding(new Client("seal", ask as typeof fetch));
});
afterEach(() => vi.useRealTimers());

/** Lets promises run until nothing more follows from them. */
const settled = () => vi.advanceTimersByTimeAsync(0);
const titles = () => finding.works.map(({ title }) => title);
const paths = () => asked.map(({ path }) => path);

test("the catalogue is asked within 150 ms of a pause, and not while letters come", async () => {
  for (const typed of ["p", "pa", "par"]) {
    finding.type(typed);
    await vi.advanceTimersByTimeAsync(100);
  }
  expect(paths()).toEqual([]);
  await vi.advanceTimersByTimeAsync(50);
  expect(paths()).toEqual(["/api/v1/media/autocomplete?q=par"]);
});

test("an answer to words that are no longer there is dropped, whenever it comes", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  finding.type("solar");
  await vi.advanceTimersByTimeAsync(150);
  asked[1]!.answer(listed(titled("Solaris")));
  await settled();
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await settled();
  expect(titles()).toEqual(["Solaris"]);
});

test("an answer that comes while the next letter is waited for is dropped", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  finding.type("para");
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await settled();
  expect(finding.isCurrent).toBe(false);
  expect(titles()).toEqual([]);
});

test("what is shown stays until the next answer, but nothing can be chosen from it", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await settled();
  expect(finding.isCurrent).toBe(true);
  finding.type("pari");
  expect(titles()).toEqual(["Paris, Texas"]);
  expect(finding.isCurrent).toBe(false);
});

test("going back to the words that were answered asks nothing", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await settled();
  finding.type("para");
  finding.type("par ");
  await vi.advanceTimersByTimeAsync(1_000);
  expect(asked).toHaveLength(1);
  expect(finding.isCurrent).toBe(true);
});

test("a kind is asked for at once, and without words its best known works come", async () => {
  finding.choose("book");
  expect(paths()).toEqual(["/api/v1/media?media_type=book"]);
  finding.type("left");
  finding.choose("film");
  expect(paths().at(-1)).toBe("/api/v1/media/autocomplete?q=left&media_type=film");
});

test("when no suggestion fits, everything is looked through before nothing is said to be there", async () => {
  finding.type("far away");
  await vi.advanceTimersByTimeAsync(150);
  asked[0]!.answer(listed());
  await settled();
  expect(finding.isWhole).toBe(false);
  expect(paths().at(-1)).toBe("/api/v1/media?q=far+away");
  asked[1]!.answer(listed());
  await settled();
  expect(finding.isWhole).toBe(true);
  expect(finding.isLooking).toBe(false);
});

test("all results come in pages, each behind the one before", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await settled();
  void finding.all();
  asked[1]!.answer({ items: [titled("Parade"), titled("Parasite")], next_cursor: "next" });
  await settled();
  expect(finding.hasMore).toBe(true);
  void finding.all();
  expect(paths().at(-1)).toBe("/api/v1/media?q=par&cursor=next");
  asked[2]!.answer(listed(titled("Parachute")));
  await settled();
  expect(titles()).toEqual(["Parade", "Parasite", "Parachute"]);
  expect(finding.hasMore).toBe(false);
});

test.each([
  ["no connection", (one: (typeof asked)[0]) => one.fail(), "unreachable"],
  ["a server in trouble", (one: (typeof asked)[0]) => one.answer({}, 503), "unreachable"],
  ["a refusal", (one: (typeof asked)[0]) => one.answer({ code: "query-too-long" }, 400), "query-too-long"],
])("after %s the words are kept and can be asked for again", async (_, happen, code) => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  happen(asked[0]!);
  await settled();
  expect(finding.found).toMatchObject({ name: "failed", code });
  expect(finding.typed).toBe("par");
  void finding.ask();
  asked[1]!.answer(listed(titled("Paris, Texas")));
  await settled();
  expect(titles()).toEqual(["Paris, Texas"]);
});

test("without words and without a kind nothing is asked and nothing is shown", async () => {
  finding.type("par");
  await vi.advanceTimersByTimeAsync(150);
  finding.type("  ");
  asked[0]!.answer(listed(titled("Paris, Texas")));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(finding.found.name).toBe("nothing-asked");
  expect(asked).toHaveLength(1);
});
