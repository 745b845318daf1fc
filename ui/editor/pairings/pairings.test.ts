import { expect, test } from "vitest";
import type { Draft, Item } from "../menu/menu";
import { besideWorks } from "../sheet/beside";
import { shownPairings, unpaired } from "./pairings";
import { pairingOf, partnersFor } from "./partners";

function item(id: string): Item {
  const media = {
    id: `work-${id}`,
    media_type: "film",
    title: id,
    release_year: null,
    creators: [],
    cover_url: null,
    external_links: [],
    details: {},
  };
  return { id, item_key: `key-${id}`, media_item_id: media.id, media, annotation: null };
}

function menu(...pairs: readonly (readonly [string, string])[]): Draft {
  return {
    title: "A menu",
    description: null,
    courses: [
      { id: "one", title: "Opening", intent: null, items: [item("a"), item("b")] },
      { id: "two", title: "Main", intent: null, items: [item("c")] },
    ],
    pairings: pairs.map(([first, second]) => pairingOf(first, second, "echo", "")),
  };
}

test("the work that is read first stands in front, whichever was chosen first", () => {
  const [shown] = shownPairings(menu(["c", "a"]));
  expect([shown?.first.id, shown?.second.id]).toEqual(["a", "c"]);
});

test("a pairing stands beside the work that is read first, as readers find it", () => {
  const beside = besideWorks(menu(["c", "a"], ["a", "b"]));
  expect([...beside].map(([id, pairings]) => [id, pairings.map(({ second }) => second.id)])).toEqual([["a", ["c", "b"]]]);
});

test("pairings keep the curator's order", () => {
  const shown = shownPairings(menu(["b", "c"], ["a", "b"]));
  expect(shown.map(({ first }) => first.id)).toEqual(["b", "a"]);
});

test("a work without a pairing is told", () => {
  expect(unpaired(menu(["a", "c"])).map(({ id }) => id)).toEqual(["b"]);
});

test("a work is offered neither itself nor those it is paired with", () => {
  const offered = partnersFor(menu(["a", "c"]), "a");
  expect(offered.map(({ title, items }) => [title, items.map(({ id }) => id)])).toEqual([["Opening", ["b"]]]);
});
