/** The bar above the desk: how the edits are kept, and where the menu stands. */
import type { Specimens } from "../specimen";
import { LOST } from "../kitchen";
import { holdChanges, published, retitle } from "./deeds";

const bar = ["Bar"];

export const BAR: Specimens = {
  saved: { shows: bar, act: (hand) => hand.saving("saved") },
  saving: {
    shows: bar,
    act: async (hand, scene) => {
      holdChanges(scene);
      await retitle(hand, `${scene.brought.menu.title}…`);
      await hand.saving("saving");
    },
  },
  "to-undo": {
    shows: bar,
    act: async (hand, { brought }) => {
      await retitle(hand, `${brought.menu.title} II`);
      await hand.see('.bar .icon[aria-disabled="false"]');
      await hand.saving("saved");
    },
  },
  "to-redo": {
    shows: bar,
    act: async (hand, { brought }) => {
      await retitle(hand, `${brought.menu.title} II`);
      await hand.click('.bar .icon[aria-disabled="false"]');
      await hand.see('.icon[aria-disabled="true"] + .icon[aria-disabled="false"]');
      await hand.saving("saved");
    },
  },
  offline: {
    shows: bar,
    act: async (hand, { brought, kitchen }) => {
      kitchen.on("PATCH", /^\/api\/v1\/menus\//, LOST);
      await retitle(hand, `${brought.menu.title} II`);
      await hand.saving("offline");
    },
  },
  published: { shows: bar, lay: ({ brought }) => published(brought), act: (hand) => hand.see(".pill.out") },
  unlisted: { shows: bar, lay: ({ brought }) => published(brought, "unlisted"), act: (hand) => hand.see(".pill.out") },
  visitors: {
    shows: bar,
    lay: ({ brought }) => Object.assign(brought, { notes: { open: 3, resolved: 1 }, proposals: 2 }),
    act: (hand) => hand.see(".notes + .notes"),
  },
  "notes-read": {
    shows: bar,
    lay: ({ brought }) => Object.assign(brought, { notes: { open: 0, resolved: 4 } }),
    act: (hand) => hand.see(".notes"),
  },
  "long-title": {
    shows: bar,
    lay: ({ brought }) => void (brought.menu = { ...brought.menu, title: brought.menu.courses[0]!.items[2]!.media.title.repeat(2) }),
    act: (hand) => hand.see(".where"),
  },
};
