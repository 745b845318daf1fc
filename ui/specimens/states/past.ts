/** The history of the menu, in the drawer beside the desk. */
import { LOST, NEVER } from "../kitchen";
import type { Specimens } from "../specimen";
import { openRoom } from "./deeds";

const room = ["Panel", "History"];
const PAGE = /\/history$/;

export const PAST: Specimens = {
  history: { shows: room, act: async (hand) => (await openRoom(hand, "history"), hand.see("dialog[open] .changes[open]")) },
  "history-days": {
    shows: room,
    act: async (hand) => {
      await openRoom(hand, "history");
      await hand.look("dialog[open] .kept");
    },
  },
  "history-coming": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", PAGE, NEVER);
      await openRoom(hand, "history");
      await hand.see("dialog[open] .room > .small");
    },
  },
  "history-silent": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", PAGE, LOST);
      await openRoom(hand, "history");
      await hand.see("dialog[open] .refused");
    },
  },
};
