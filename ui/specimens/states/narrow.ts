/** The same on a telephone. */
import type { Specimens } from "../specimen";
import { disagree, itemId, openMenuOf, openRoom } from "./deeds";

export const NARROW: Specimens = {
  "phone-menu": { shows: ["Editor", "Bar", "Sheet"], act: (hand) => hand.see(".course") },
  "phone-bar": {
    shows: ["Bar"],
    lay: ({ brought }) => Object.assign(brought, { notes: { open: 3, resolved: 1 }, proposals: 2 }),
    act: (hand) => hand.see(".notes + .notes"),
  },
  "phone-find": {
    shows: ["FindFrame", "FindPane"],
    act: async (hand) => {
      await hand.click(".enter button");
      await hand.see(".pane.open .lesson");
    },
  },
  "phone-results": {
    shows: ["FindFrame", "Results"],
    act: async (hand) => {
      await hand.click(".enter button");
      await hand.write("#find [role=combobox]", "o");
      await hand.see("#find-results .there");
    },
  },
  "phone-foot": {
    shows: ["Balance"],
    act: async (hand) => {
      await hand.see(".strip");
      await hand.look(".foot");
    },
  },
  "phone-pairings": { shows: ["Pairings", "PairingLine"], act: (hand) => hand.look("#pairings") },
  "phone-more": { shows: ["MenuButton"], act: (hand, scene) => openMenuOf(hand, itemId(scene, 0, 0)) },
  "phone-selected": {
    shows: ["SelectionBar"],
    act: async (hand, scene) => {
      await hand.click(`#mark-${itemId(scene, 0, 0)}`);
      await hand.see(".floating .afloat");
    },
  },
  "phone-conflict": {
    shows: ["Conflict"],
    act: async (hand, scene) => {
      await disagree(hand, scene);
      await hand.click(".notices button");
      await hand.see("dialog[open] fieldset + fieldset");
    },
  },
  "phone-publish": { shows: ["Panel"], act: async (hand) => (await openRoom(hand, "publish"), hand.see("dialog[open] .ready")) },
};
