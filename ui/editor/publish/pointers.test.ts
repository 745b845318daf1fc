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
      items: [
        { id: "i0", item_key: "k0", media_item_id: "w", media, annotation: null },
        { id: "i1", item_key: "k1", media_item_id: "x", media: { ...media, id: "x", title: "Solaris" }, annotation: null },
      ],
    },
  ],
  pairings: [{ id: "p0", first_item_id: "i0", second_item_id: "i1", relationship: "echo", narrative: "" }],
};

test.each([
  ["/courses/0/items/0/annotation", { element: "note-i0", title: "Stalker", courseId: "c0" }],
  ["/courses/0/items", { element: "works-c0", title: "Opening", courseId: "c0" }],
  ["/courses/0/title", { element: "course-title-c0", title: "Opening" }],
  ["/courses/0/intent", { element: "intent-c0", title: "Opening" }],
  ["/courses", { element: "add-course", title: "" }],
  ["/pairings/0/narrative", { element: "narrative-p0", title: "Stalker\u00a0· Solaris" }],
  ["/pairings/0/relationship", { element: "word-p0", title: "Stalker\u00a0· Solaris" }],
  ["/pairings", { element: "pairings", title: "" }],
  ["/description", { element: "menu-description", title: "" }],
  ["/title", { element: "menu-title", title: "" }],
  ["/courses/7/items/0", { element: "add-course", title: "" }],
])("%s is mended in its place", (pointer, place) => {
  expect(mendingOf(draft, pointer)).toEqual(place);
});
