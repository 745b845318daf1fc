/** The ways to a work that the search does not find: other services, a form, a pasted list. */
import type { Hand } from "../hand";
import { LOST, NEVER, refused } from "../kitchen";
import type { Scene, Specimens } from "../specimen";

const BOX = "#find [role=combobox]";
const SOURCES = [
  ["openlibrary", "Open Library", ["book"]],
  ["tmdb", "TMDB", ["film", "tv"]],
] as const;
const upstream = ["Upstream", "FindPane"];
const byHand = ["ByHand", "FindPane"];
const paste = ["PasteDialog"];

function offer({ kitchen }: Scene, sources: number): void {
  const items = SOURCES.slice(0, sources).map(([source_name, title, media_types]) => ({
    source_name,
    title,
    media_types,
    url: `https://${source_name}.org/`,
    attribution: `Data from ${title}.`,
    is_ready: true,
    needs: [],
  }));
  kitchen.on("GET", /upstream\/sources$/, () => ({ items, next_cursor: null }));
}

async function openServices(hand: Hand, scene: Scene, sources = 2): Promise<void> {
  offer(scene, sources);
  await hand.write(BOX, "Solaris");
  await hand.click("#find .actions .link:nth-child(3)");
  await hand.see("#upstream-q");
}

async function askService(hand: Hand, scene: Scene): Promise<void> {
  await openServices(hand, scene);
  await hand.click(".asking .button");
}

function previews({ brought }: Scene): object {
  const { id, creators } = brought.menu.courses[0]!.items[0]!.media;
  const found = [
    ["1", "Solaris", 1961, ["Stanisław Lem"], null],
    ["2", "In the Mood for Love", 2000, creators, id],
    ["3", "Solaris: dzieła zebrane w dwudziestu tomach, z komentarzem", null, [], null],
  ] as const;
  const items = found.map(([external_id, title, year, creators, media_item_id]) => ({
    external_id,
    media_type: "book",
    title,
    year,
    creators,
    canonical_url: null,
    cover_url: null,
    media_item_id,
  }));
  return { items, next_cursor: null };
}

async function writeDown(hand: Hand, title: string): Promise<void> {
  await hand.write(BOX, title);
  await hand.click("#find .actions .link");
  await hand.see("#hand-name");
}

async function openList(hand: Hand): Promise<void> {
  await hand.click("#find .actions .link:last-child");
  await hand.see("dialog[open] #list-text");
}

async function sendList(hand: Hand): Promise<void> {
  await openList(hand);
  await hand.write("#list-text", "Paris, Texas (1984)\nKind of Blue\nSolaris\nThe Odyssey\nNobody ever made this one");
  await hand.click("dialog[open] .primary:enabled");
}

/** Sure and new, sure and on the menu, sure among others, unsure, and not found. */
function matches({ answers: { works } }: Scene): object {
  let last = 0;
  const named = (title: string, year: number) => ({ ...works[3]!, id: `0190${(last += 1)}`, media_type: "film", title, release_year: year, creators: [] });
  const items = [
    { line: "Paris, Texas (1984)", status: "matched", candidates: [named("Paris, Texas", 1984)] },
    { line: "Kind of Blue", status: "matched", candidates: [works[5]!] },
    { line: "Solaris", status: "matched", candidates: [named("Solaris", 1972), named("Solaris", 2002)] },
    { line: "The Odyssey", status: "unsure", candidates: [named("The Odyssey", 1997), named("The Odyssey", 2026)] },
    { line: "Nobody ever made this one", status: "not-found", candidates: [] },
  ];
  return { items, next_cursor: null };
}

async function review(hand: Hand, scene: Scene): Promise<void> {
  scene.kitchen.on("POST", /media\/matches$/, () => matches(scene));
  await sendList(hand);
  await hand.see("dialog[open] li.not-found");
}

export const ELSEWHERE: Specimens = {
  "services-offered": { shows: ["NotHere"], act: async (hand, scene) => (offer(scene, 1), await hand.focus(BOX), hand.see("#find .actions .link:nth-child(3)")) },
  services: { shows: upstream, act: openServices },
  "services-asking": {
    shows: upstream,
    act: async (hand, scene) => {
      scene.kitchen.on("GET", /\/search$/, NEVER);
      await askService(hand, scene);
      await hand.see('.asking [aria-disabled="true"]');
    },
  },
  "services-found": {
    shows: upstream,
    act: async (hand, scene) => {
      scene.kitchen.on("GET", /\/search$/, () => previews(scene));
      await askService(hand, scene);
      await hand.see(".upstream li:nth-child(3)");
    },
  },
  "services-taking": {
    shows: upstream,
    act: async (hand, scene) => {
      scene.kitchen.on("GET", /\/search$/, () => previews(scene));
      scene.kitchen.on("POST", /\/imports$/, NEVER);
      await askService(hand, scene);
      await hand.click(".upstream li .button");
      await hand.see('.upstream li .button[aria-disabled="true"]');
    },
  },
  "services-none": {
    shows: upstream,
    act: async (hand, scene) => {
      scene.kitchen.on("GET", /\/search$/, () => ({ items: [], next_cursor: null }));
      await askService(hand, scene);
      await hand.see(".upstream .vacant");
    },
  },
  "services-silent": {
    shows: upstream,
    act: async (hand, scene) => {
      scene.kitchen.on("GET", /\/search$/, LOST);
      await askService(hand, scene);
      await hand.see(".upstream .refused");
    },
  },
  "by-hand": { shows: byHand, act: (hand) => writeDown(hand, "Kitchen table") },
  "by-hand-alike": { shows: [...byHand, "WorkLine"], act: async (hand) => (await writeDown(hand, "Kind"), hand.see(".alike li")) },
  "by-hand-refused": {
    shows: byHand,
    act: async (hand, { kitchen }) => {
      const wrong = [
        { pointer: "/title", code: "text-missing", message: "" },
        { pointer: "/release_year", code: "wrong-type", message: "" },
      ];
      kitchen.on("POST", /^\/api\/v1\/media$/, () => Response.json({ code: "invalid", errors: wrong }, { status: 422 }));
      await writeDown(hand, "K");
      await hand.write("#hand-name", "");
      await hand.write("#hand-year", "soon");
      await hand.click("#find form .primary");
      await hand.see("#hand-release_year-error");
    },
  },
  "by-hand-trouble": {
    shows: byHand,
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /^\/api\/v1\/media$/, refused(409, "limit-reached"));
      await writeDown(hand, "Kitchen table");
      await hand.click("#find form .primary");
      await hand.see("#find form .refused");
    },
  },
  list: { shows: paste, act: openList },
  "list-written": {
    shows: paste,
    act: async (hand) => {
      await openList(hand);
      await hand.write("#list-text", "Paris, Texas (1984)\nKind of Blue - Miles Davis");
      await hand.see("dialog[open] .primary:enabled");
    },
  },
  "list-asking": {
    shows: paste,
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /media\/matches$/, NEVER);
      await sendList(hand);
      await hand.see('dialog[open] .primary[aria-disabled="true"]');
    },
  },
  "list-refused": {
    shows: paste,
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /media\/matches$/, refused(422, "line-too-long", "/lines/2"));
      await sendList(hand);
      await hand.see("#list-error");
    },
  },
  "list-review": { shows: [...paste, "ReviewedLine", "WorkLine", "Into"], act: review },
  "list-left": {
    shows: ["NotHere"],
    act: async (hand, scene) => {
      await review(hand, scene);
      await hand.click("dialog[open] footer .primary");
      await hand.gone("dialog[open]");
      await hand.see(".recent");
    },
  },
};
