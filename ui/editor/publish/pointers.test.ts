import { expect, test } from "vitest";
import type { Draft } from "../menu/menu";
import { mendingOf } from "./pointers";

const media = {
  id: "w",
  media_type: "film",
  title: "Stalker",
  release_year: 1979,
  creators: [],
  cover_url: null,
  external_links: [],
  details: {},
};
const draft: Draft = {
  title: "A menu",
  description: null,
  courses: [
    {
      id: "c0",
      title: "Opening",
      intent: null,
      items: [{ id: "i0", item_key: "k0", media_item_id: "w", media, annotation: null }],
    },
  ],
  pairings: [{ id: "p0", first_item_id: "i0", second_item_id: "i1", relationship: "echo", narrative: "" }],
};

test.each([
  ["/courses/0/items/0/annotation", { element: "item-i0", field: "annotation", title: "Stalker" }],
  ["/courses/0/items", { element: "course-c0", field: "items", title: "Opening" }],
  ["/courses", { element: "new-course", field: "", title: "" }],
  ["/pairings/0/narrative", { element: "pairing-p0", field: "narrative", title: "" }],
  ["/pairings", { element: "pairings", field: "", title: "" }],
  ["/description", { element: "menu", field: "description", title: "" }],
  ["/courses/7/items/0", { element: "new-course", field: "", title: "" }],
])("%s is mended in its place", (pointer, place) => {
  expect(mendingOf(draft, pointer)).toEqual(place);
});
