/** Private links to the draft, in the drawer beside the desk. */
import type { Hand } from "../hand";
import { LOST, refused } from "../kitchen";
import type { Scene, Specimens } from "../specimen";
import { openRoom } from "./deeds";

const room = ["Panel", "Sharing"];

async function open(hand: Hand): Promise<void> {
  await openRoom(hand, "share");
  await hand.see("dialog[open] .sharing");
}

async function make(hand: Hand): Promise<void> {
  await open(hand);
  await hand.see("dialog[open] .line");
  await hand.write("#link-label", "Marta");
  await hand.click("dialog[open] .sharing .primary");
}

async function freshly(hand: Hand, { answers, kitchen }: Scene): Promise<void> {
  const url = "https://menus.example/s/mms_3kV9xQ2mA7tYbN4cL8wZ";
  kitchen.on("POST", /\/share-tokens$/, () => ({ ...answers.links[0], id: "fresh", url }));
  await make(hand);
  await hand.see("dialog[open] #new-link");
}

export const SHARE: Specimens = {
  "share-none": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", /\/share-tokens$/, () => ({ items: [], next_cursor: null }));
      await open(hand);
    },
  },
  share: { shows: room, act: async (hand) => (await open(hand), hand.see("dialog[open] .line + .line")) },
  "share-fresh": { shows: [...room, "FreshLink"], act: freshly },
  "share-fresh-qr": {
    shows: [...room, "FreshLink", "Qr"],
    act: async (hand, scene) => {
      await freshly(hand, scene);
      await hand.click("dialog[open] .fresh summary");
      await hand.see("dialog[open] .fresh img");
    },
  },
  "share-field-refused": {
    shows: [...room, "FieldError"],
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /\/share-tokens$/, refused(422, "text-too-long", "/label"));
      await make(hand);
      await hand.look("#link-label-error");
    },
  },
  "share-terms-refused": {
    shows: [...room, "FieldError"],
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /\/share-tokens$/, refused(422, "share-terms-invalid", "/expires_in_hours"));
      await make(hand);
      await hand.look("#link-days-error");
    },
  },
  "share-refused": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /\/share-tokens$/, refused(409, "limit-reached"));
      await make(hand);
      await hand.look("dialog[open] form .refused");
    },
  },
  "share-silent": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", /\/share-tokens$/, LOST);
      await open(hand);
      await hand.see("dialog[open] form .refused");
    },
  },
};
