/** Works on the menu: noted, selected, moved, removed. */
import type { Hand } from "../hand";
import type { Scene, Specimens } from "../specimen";
import { chooseEntry, courseId, itemId, openMenuOf } from "./deeds";

async function select(hand: Hand, scene: Scene): Promise<void> {
  await hand.click(`#mark-${itemId(scene, 0, 0)}`);
  await hand.click(`#mark-${itemId(scene, 0, 1)}`);
  await hand.see(".floating .afloat");
}

/** By the grip and some way down, as a mouse does. */
async function lift(hand: Hand, id: string): Promise<void> {
  const grip = await hand.see(`#grip-${id}`);
  const { x, y } = grip.getBoundingClientRect();
  const at = (name: string, target: Element | Document, down: number) =>
    target.dispatchEvent(new PointerEvent(name, { clientX: x + 9, clientY: y + 9 + down, bubbles: true, cancelable: true, pointerType: "mouse", button: 0 }));
  await hand.wait(() => {
    at("pointerdown", grip, 0);
    at("pointermove", document, 8);
    at("pointermove", document, 60);
    return document.querySelector(".airborne");
  }, "a work in the air");
  at("pointermove", document, 100);
}

export const WORKS: Specimens = {
  "note-rendered": { shows: ["Note", "ItemLine"], act: async (hand, scene) => (await hand.see(".rendered strong"), hand.look(`#course-${courseId(scene, 0)}`)) },
  "note-edited": {
    shows: ["Note"],
    act: async (hand, scene) => {
      await hand.see(".rendered strong");
      await hand.focus(`#note-${itemId(scene, 0, 0)}`);
    },
  },
  "work-more": { shows: ["ItemLine", "MenuButton"], act: (hand, scene) => openMenuOf(hand, itemId(scene, 0, 0)) },
  "work-moved": {
    shows: ["ItemLine"],
    act: async (hand, scene) => {
      await hand.focus(`#grip-${itemId(scene, 0, 0)}`);
      hand.press("ArrowDown");
      await hand.see(`#item-${itemId(scene, 0, 1)} + #item-${itemId(scene, 0, 0)}`);
    },
  },
  "work-in-the-air": {
    shows: ["ItemLine"],
    act: async (hand, scene) => {
      await hand.look(`#course-${courseId(scene, 0)}`);
      await lift(hand, itemId(scene, 0, 0));
    },
  },
  "works-in-the-air": {
    shows: ["ItemLine"],
    act: async (hand, scene) => {
      await select(hand, scene);
      await lift(hand, itemId(scene, 0, 0));
      await hand.see(".airborne[data-count]");
    },
  },
  selected: { shows: ["PickMark", "SelectionBar"], act: select },
  "move-one": {
    shows: ["MoveDialog"],
    act: async (hand, scene) => {
      await openMenuOf(hand, itemId(scene, 0, 0));
      await chooseEntry(hand, 0);
      await hand.see("dialog[open] #move-place");
    },
  },
  "move-many": {
    shows: ["MoveDialog"],
    act: async (hand, scene) => {
      await select(hand, scene);
      await hand.click(".floating .afloat button");
      await hand.choose("dialog[open] #move-course", courseId(scene, 0));
      await hand.see("#move-place option");
    },
  },
  removed: {
    shows: ["Toast"],
    act: async (hand, scene) => {
      await hand.focus(`#grip-${itemId(scene, 0, 2)}`);
      hand.press("Delete");
      await hand.see(".toast");
    },
  },
};
