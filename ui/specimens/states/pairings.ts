/** What happens between works. */
import type { Hand } from "../hand";
import type { Specimens } from "../specimen";
import { chooseEntry, itemId, openMenuOf } from "./deeds";

const room = ["Pairings"];
const made = ["NewPairing"];

async function look(hand: Hand): Promise<void> {
  await hand.look("#pairings");
}

export const PAIRINGS: Specimens = {
  pairings: { shows: [...room, "PairingLine", "InPlace", "Cover"], act: look },
  "pairings-none": {
    shows: room,
    lay: ({ brought }) => void (brought.menu = { ...brought.menu, pairings: [] }),
    act: async (hand) => (await look(hand), hand.see("#pairings .begin")),
  },
  "pairings-too-few": {
    shows: room,
    lay: ({ brought }) => void (brought.menu = { ...brought.menu, courses: [], pairings: [] }),
    act: async (hand) => (await look(hand), hand.see("#pairings .vacant")),
  },
  "pairing-refused": {
    shows: ["PairingLine", "FieldError"],
    act: async (hand, { brought }) => {
      const [pairing] = brought.menu.pairings;
      await hand.write(`#word-${pairing!.id}`, "");
      await hand.see(`#word-${pairing!.id}-error`);
      await look(hand);
    },
  },
  "pairing-removed": {
    shows: [...room, "Toast"],
    act: async (hand, { brought }) => {
      await hand.click(`#unpair-${brought.menu.pairings[0]!.id}`);
      await hand.see(".toast");
      await look(hand);
    },
  },
  "pairing-new": {
    shows: made,
    act: async (hand) => {
      await hand.click("#pairings .begin");
      await hand.see("dialog[open] #pairing-second:disabled");
    },
  },
  "pairing-from-a-work": {
    shows: made,
    act: async (hand, scene) => {
      await openMenuOf(hand, itemId(scene, 0, 0));
      await chooseEntry(hand, 3);
      await hand.see("dialog[open] #pairing-second:enabled");
    },
  },
  "pairing-new-refused": {
    shows: [...made, "FieldError"],
    act: async (hand) => {
      await hand.click("#pairings .begin");
      await hand.click("dialog[open] .primary");
      await hand.see("#pairing-second-error");
    },
  },
};
