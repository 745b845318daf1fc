/** Publishing, in the drawer beside the desk. */
import type { Hand } from "../hand";
import { LOST, refused } from "../kitchen";
import type { Scene, Specimens } from "../specimen";
import { openRoom, published, retitle } from "./deeds";

const room = ["Panel", "Publishing"];

async function unready(hand: Hand, { answers, kitchen }: Scene): Promise<void> {
  kitchen.on("GET", /\/publish-check$/, () => answers.unready);
  await openRoom(hand, "publish");
  await hand.see("dialog[open] .check li + li");
}

async function ready(hand: Hand): Promise<void> {
  await openRoom(hand, "publish");
  await hand.see("dialog[open] .ready");
}

async function send(hand: Hand, seen: string): Promise<void> {
  await ready(hand);
  await hand.write("#edition-note", "A better ending.");
  await hand.click("dialog[open] .primary");
  await hand.see(`dialog[open] ${seen}`);
}

export const PUBLISH: Specimens = {
  "publish-ready": { shows: room, act: ready },
  "publish-problems": { shows: room, act: unready },
  "publish-advice": {
    shows: room,
    act: async (hand, scene) => {
      await unready(hand, scene);
      await hand.click("dialog[open] .advice summary");
      await hand.see("dialog[open] .advice[open] li");
    },
  },
  "publish-note-refused": {
    shows: [...room, "FieldError"],
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /\/publish$/, refused(422, "text-too-long", "/note"));
      await send(hand, "#edition-note-error");
      await hand.wait(() => document.activeElement?.id === "edition-note", "the focus at the note");
    },
  },
  "publish-refused": {
    shows: room,
    act: async (hand, { kitchen }) => {
      kitchen.on("POST", /\/publish$/, refused(409, "not-publishable"));
      await send(hand, ".refused");
    },
  },
  "publish-unsaved": {
    shows: room,
    act: async (hand, { brought, kitchen }) => {
      kitchen.on("PATCH", /^\/api\/v1\/menus\//, LOST);
      await retitle(hand, `${brought.menu.title} II`);
      await hand.saving("offline");
      await openRoom(hand, "publish");
      await hand.see("dialog[open] .refused");
    },
  },
  "publish-out": {
    shows: [...room, "Qr", "Farewell"],
    lay: ({ brought }) => published(brought),
    act: async (hand) => (await ready(hand), hand.see("dialog[open] .room > div > details + details")),
  },
  "publish-only-visibility": {
    shows: room,
    lay: ({ brought }) => published(brought),
    act: async (hand) => {
      await ready(hand);
      await hand.choose("#visibility", "unlisted");
      await hand.see("dialog[open] .primary + .button");
    },
  },
  "publish-qr": {
    shows: [...room, "Qr"],
    lay: ({ brought }) => published(brought),
    act: async (hand) => {
      await ready(hand);
      await hand.click("dialog[open] form + details summary");
      await hand.see("dialog[open] details[open] img");
      await hand.look("dialog[open] form + details");
    },
  },
  "publish-end": {
    shows: ["Farewell"],
    lay: ({ brought }) => published(brought),
    act: async (hand) => {
      await ready(hand);
      await hand.click("dialog[open] .room > div > details:nth-of-type(1) summary");
      await hand.click("dialog[open] .room > div > details:nth-of-type(2) summary");
      await hand.look("dialog[open] .danger");
    },
  },
  "publish-end-refused": {
    shows: ["Farewell"],
    act: async (hand, { kitchen }) => {
      kitchen.on("DELETE", /^\/api\/v1\/menus\//, LOST);
      await ready(hand);
      await hand.click("dialog[open] .room > div > details summary");
      await hand.click("dialog[open] .danger");
      await hand.look("dialog[open] .room > div > .refused");
    },
  },
};
