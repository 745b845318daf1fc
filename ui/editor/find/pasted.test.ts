import { expect, test } from "vitest";
import { answering, KEYS, listed, titled } from "./finding.fixtures";
import { chosenWorks, leftOver, linesIn, reviewed, withChosen, type Match } from "./pasted";
import { PastedList } from "./pasted.svelte";

const paris = titled("Paris, Texas");
const solaris = titled("Solaris");
const remake = titled("Solaris");
const MATCHES: readonly Match[] = [
  { line: "paris texas", status: "matched", candidates: [paris] },
  { line: "solaris", status: "unsure", candidates: [solaris, remake] },
  { line: "my cousin's film", status: "not-found", candidates: [] },
  { line: "Paris, Texas (1984)", status: "matched", candidates: [paris] },
];

class Drawer {
  readonly #kept = new Map<string, string>();
  getItem = (key: string) => this.#kept.get(key) ?? null;
  setItem = (key: string, text: string) => void this.#kept.set(key, text);
  removeItem = (key: string) => void this.#kept.delete(key);
}

test("lines that say nothing are left out", () => {
  expect(linesIn(" a \r\n\n\t\rb\n")).toEqual(["a", "b"]);
});

test("what is sure is chosen once, what is not sure is not", () => {
  const chosen = reviewed(MATCHES, new Map()).map((line) => line.chosen);
  expect(chosen).toEqual([paris.id, undefined, undefined, null]);
});

test("what is on the menu already is not chosen", () => {
  expect(chosenWorks(reviewed(MATCHES, new Map([[paris.id, "I. Opening"]])))).toEqual([]);
});

test("a line for the work of a line above says so, and is not chosen", () => {
  const lines = reviewed([MATCHES[0]!, MATCHES[1]!, MATCHES[0]!], new Map());
  expect(lines.map(({ isAgain, chosen }) => [isAgain, chosen])).toEqual([[false, paris.id], [undefined, undefined], [true, null]]);
});

test("each work is added once, in the order of the list", () => {
  const lines = withChosen(withChosen(reviewed(MATCHES, new Map()), 1, remake.id), 3, paris.id);
  expect(chosenWorks(lines)).toEqual([paris, remake]);
});

test("what was not found or not decided is left over, also when none of the choices fits", () => {
  const lines = withChosen(reviewed(MATCHES, new Map()), 1, null);
  expect(leftOver(lines).map(({ line }) => line)).toEqual(["solaris", "my cousin's film"]);
});

test("the text outlives the dialog and the page; when works are added, what is left of it is kept", async () => {
  const drawer = new Drawer();
  const { client, sent } = answering({ body: listed(...MATCHES) });
  const list = new PastedList(client, KEYS, "list", drawer);
  const text = MATCHES.map(({ line }) => line).join("\n");
  list.write(text);
  expect(new PastedList(client, KEYS, "list", drawer).text).toBe(text);
  await list.ask(new Map());
  expect(sent).toMatchObject([{ path: "/api/v1/media/matches", body: { lines: linesIn(text) } }]);
  list.choose(1, solaris.id);
  list.done();
  expect(list.lines.map(({ line }) => line)).toEqual(["my cousin's film"]);
  expect(new PastedList(client, KEYS, "list", drawer).text).toBe("my cousin's film");
});

test("a line that was looked for elsewhere is done when a work was added there", async () => {
  const { client } = answering({ body: listed(...MATCHES) });
  const list = new PastedList(client, KEYS, "list", new Drawer());
  list.write("anything");
  await list.ask(new Map());
  list.settle();
  expect(list.lines).toHaveLength(4);
  list.seek("my cousin's film");
  list.settle();
  expect(list.lines.map(({ line }) => line)).not.toContain("my cousin's film");
});

test("a refused line is named by its number, and the text stays", async () => {
  const errors = [{ pointer: "/lines/2", code: "text-missing", message: "" }];
  const { client } = answering({ status: 422, body: { code: "invalid", errors } });
  const list = new PastedList(client, KEYS, "list", new Drawer());
  list.write("a\nb\nc");
  await list.ask(new Map());
  expect(list.trouble).toBe("3: Write something.");
  expect(list.isReviewing).toBe(false);
  expect(list.text).toBe("a\nb\nc");
});

test("a long list is asked for in parts, and a refused line keeps its number in the whole", async () => {
  const errors = [{ pointer: "/lines/1", code: "text-missing", message: "" }];
  const { client, sent } = answering({ body: listed(...MATCHES) }, { body: listed(...MATCHES) }, { body: listed(...MATCHES) }, { status: 422, body: { code: "invalid", errors } });
  const list = new PastedList(client, KEYS, "list", new Drawer());
  const lines = Array.from({ length: 300 }, (_, at) => `line ${at}`);
  list.write(lines.join("\n"));
  await list.ask(new Map());
  expect(sent.map(({ body }) => body)).toEqual([{ lines: lines.slice(0, 200) }, { lines: lines.slice(200) }]);
  expect(list.lines).toHaveLength(2 * MATCHES.length);
  await list.ask(new Map());
  expect(list.trouble).toBe("202: Write something.");
});
