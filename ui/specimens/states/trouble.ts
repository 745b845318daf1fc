/** What keeps the edits from being saved, and the dialogs that mend it. */
import type { Hand } from "../hand";
import { LOST, NEVER, refused } from "../kitchen";
import type { Scene, Specimens } from "../specimen";
import { disagree, openRoom, retitle } from "./deeds";

const told = ["Bar", "Notices", "Guards"];
const entering = ["Notices", "SignIn"];
const settling = ["Notices", "Conflict"];

async function leaveSession(hand: Hand, { brought, kitchen }: Scene): Promise<void> {
  kitchen.menu.people.set(brought.username, "a table for two");
  kitchen.menu.end();
  await retitle(hand, `${brought.menu.title} II`);
  await hand.saving("signed-out");
}

async function askPassword(hand: Hand, scene: Scene): Promise<void> {
  await leaveSession(hand, scene);
  await hand.click(".notices button");
  await hand.see("dialog[open] #again-password");
}

async function enter(hand: Hand): Promise<void> {
  await hand.write("#again-password", "a table for one");
  await hand.click("dialog[open] .primary");
  await hand.see("#again-error");
}

export const TROUBLE: Specimens = {
  conflict: { shows: told, act: async (hand, scene) => (await disagree(hand, scene), hand.see(".notices button")) },
  "signed-out": { shows: told, act: async (hand, scene) => (await leaveSession(hand, scene), hand.see(".notices button")) },
  gone: {
    shows: told,
    act: async (hand, { brought, kitchen }) => {
      kitchen.menu.isGone = true;
      await retitle(hand, `${brought.menu.title} II`);
      await hand.saving("gone");
      await hand.see(".notices button + button");
    },
  },
  "no-room-for-more": {
    shows: told,
    act: async (hand, { kitchen }) => {
      kitchen.menu.mostItems = 8;
      await hand.write("#find input", "Unsound");
      await hand.click("#find-results [role=option]");
      await hand.saving("refused");
      await hand.see(".notices p");
    },
  },
  "part-missing": {
    shows: [...told, "Panel"],
    lay: ({ kitchen }) => kitchen.on("HEAD", /^\/static\//, LOST),
    act: async (hand) => {
      await hand.click(".foot .keys");
      await hand.see(".notices p");
    },
  },
  "no-room-here": {
    shows: told,
    act: async (hand, { around, brought, kitchen }) => {
      around.room = 10;
      kitchen.on("PATCH", /^\/api\/v1\/menus\//, LOST);
      await retitle(hand, `${brought.menu.title} II`);
      await hand.saving("offline");
      await hand.see(".notices p");
    },
  },
  "two-versions": {
    shows: settling,
    act: async (hand, scene) => {
      await disagree(hand, scene);
      await hand.click(".notices button");
      await hand.see("dialog[open] fieldset + fieldset");
    },
  },
  "two-versions-theirs": {
    shows: settling,
    act: async (hand, scene) => {
      await disagree(hand, scene);
      await hand.click(".notices button");
      await hand.click("dialog[open] .actions button + button");
      await hand.see("fieldset label + label :checked");
    },
  },
  "sign-in": { shows: entering, act: askPassword },
  "sign-in-wrong": { shows: entering, act: async (hand, scene) => (await askPassword(hand, scene), enter(hand)) },
  "sign-in-somebody-else": {
    shows: entering,
    act: async (hand, scene) => {
      await askPassword(hand, scene);
      scene.kitchen.on("POST", /session$/, () => ({ user: { username: "kuba" }, csrf_token: "seal2" }));
      await enter(hand);
    },
  },
  "sign-in-busy": {
    shows: entering,
    act: async (hand, scene) => {
      await askPassword(hand, scene);
      scene.kitchen.on("POST", /session$/, NEVER);
      await hand.write("#again-password", "a table for two");
      await hand.click("dialog[open] .primary");
      await hand.see('dialog[open] .primary[aria-disabled="true"]');
    },
  },
  "sign-in-silent": {
    shows: entering,
    act: async (hand, scene) => {
      await askPassword(hand, scene);
      scene.kitchen.on("POST", /session$/, LOST);
      await enter(hand);
    },
  },
  "room-missing": {
    shows: ["Panel"],
    lay: ({ kitchen }) => kitchen.on("HEAD", /^\/static\//, LOST),
    act: async (hand) => {
      await openRoom(hand, "publish");
      await hand.see("dialog[open] .refused");
    },
  },
  "room-coming": {
    shows: ["Panel"],
    lay: ({ kitchen }) => kitchen.on("HEAD", /^\/static\//, NEVER),
    act: async (hand) => {
      await openRoom(hand, "publish");
      await hand.see("dialog[open] .small");
    },
  },
  "title-refused": {
    shows: ["Head", "InPlace", "FieldError"],
    act: async (hand) => {
      await retitle(hand, "");
      await hand.saving("refused");
      await hand.see("#menu-title-error");
    },
  },
  "note-refused": {
    shows: ["Note", "FieldError"],
    act: async (hand, { brought, kitchen }) => {
      kitchen.on("PATCH", /\/items\//, refused(422, "text-too-long", "/annotation"));
      const [item] = brought.menu.courses[0]!.items;
      await hand.write(`#note-${item!.id}`, `${item!.annotation} `.repeat(3));
      await hand.see(`#note-${item!.id}-error`);
    },
  },
  "course-refused": {
    shows: ["CourseHead", "InPlace", "FieldError"],
    act: async (hand, { brought }) => {
      const { id } = brought.menu.courses[0]!;
      await hand.write(`#course-title-${id}`, "");
      await hand.see(`#course-title-${id}-error`);
    },
  },
};
