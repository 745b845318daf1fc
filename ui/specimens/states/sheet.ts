/** The head of the menu, its courses, and the foot of the desk. */
import { NEVER } from "../kitchen";
import type { Specimens } from "../specimen";
import { chooseEntry, courseId, openMenuOf } from "./deeds";

const course = ["CourseSection", "CourseHead"];

export const SHEET: Specimens = {
  menu: { shows: ["Editor", "Sheet", "Head", "InPlace", ...course, "ItemLine", "Cover", "PickMark", "MenuButton", "Note", "PairingLines"], act: (hand) => hand.see("svg path[d^=M]") },
  "without-description": {
    shows: ["Head"],
    lay: ({ brought }) => void (brought.menu = { ...brought.menu, description: null }),
    act: (hand) => hand.see("#menu-description:placeholder-shown"),
  },
  "without-courses": {
    shows: ["Sheet", "Into"],
    lay: ({ brought }) => void (brought.menu = { ...brought.menu, courses: [], pairings: [] }),
    act: (hand) => hand.see(".another.first"),
  },
  "course-new": {
    shows: course,
    act: async (hand) => {
      await hand.click("#add-course");
      await hand.see(".course:last-of-type .vacant");
      await hand.look(".course:last-of-type");
    },
  },
  "course-title": { shows: ["InPlace", ...course], act: (hand, scene) => hand.focus(`#course-title-${courseId(scene, 0)}`) },
  "course-more": {
    shows: ["MenuButton", ...course],
    act: async (hand, scene) => {
      await hand.look(`#course-${courseId(scene, 1)}`);
      await openMenuOf(hand, courseId(scene, 1));
    },
  },
  "course-folded": {
    shows: course,
    act: async (hand, scene) => {
      await hand.click(`#course-${courseId(scene, 0)} .fold`);
      await hand.see(".folded");
    },
  },
  "all-folded": {
    shows: course,
    act: async (hand, scene) => {
      await openMenuOf(hand, courseId(scene, 0));
      await chooseEntry(hand, -2);
      await hand.see(".course + .course + .course .folded");
    },
  },
  "course-moved": {
    shows: course,
    act: async (hand, scene) => {
      await hand.focus(`#grip-${courseId(scene, 1)}`);
      hand.press("ArrowUp");
      await hand.see(`#course-${courseId(scene, 1)}:first-child #grip-${courseId(scene, 1)}`);
    },
  },
  balance: { shows: ["Balance"], act: (hand) => hand.see(".strip") },
  "balance-open": {
    shows: ["Balance", "Drawings"],
    act: async (hand) => {
      await hand.click(".strip summary");
      await hand.see(".drawings section:nth-of-type(4)");
    },
  },
  "balance-none": {
    shows: ["Balance"],
    lay: ({ kitchen }) => kitchen.on("GET", /balance$/, NEVER),
    act: (hand) => hand.see(".foot .keys:first-child"),
  },
  keys: {
    shows: ["Keys"],
    act: async (hand) => {
      await hand.click(".foot .keys");
      await hand.see("dialog[open] kbd");
    },
  },
};
