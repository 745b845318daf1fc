/** The pane to find works in. */
import type { Hand } from "../hand";
import { LOST, NEVER, refused } from "../kitchen";
import type { Specimens } from "../specimen";

const pane = ["FindFrame", "FindPane", "Search"];
const BOX = "#find [role=combobox]";
const RESULT = "#find-results [role=option]";

/** As if `kind` were the only kind; 0 is for all. */
async function kind(hand: Hand, at: number): Promise<void> {
  await hand.click(`.chips button:nth-child(${at + 1})`);
  await hand.see(`.chips button:nth-child(${at + 1})[aria-pressed="true"]`);
}

export const FIND: Specimens = {
  "find-nothing-asked": { shows: [...pane, "Kinds", "Into", "State", "NotHere"], act: (hand) => hand.focus(BOX) },
  "find-looking": {
    shows: pane,
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", /autocomplete$/, NEVER);
      await hand.write(BOX, "o");
      await hand.see(".looking");
    },
  },
  "find-results": {
    shows: [...pane, "Results", "WorkLine", "Cover"],
    act: async (hand) => {
      await hand.write(BOX, "o");
      await hand.see(`${RESULT} .there`);
    },
  },
  "find-walked": {
    shows: [...pane, "Results"],
    act: async (hand) => {
      await hand.write(BOX, "o");
      await hand.see(RESULT);
      hand.press("ArrowDown");
      hand.press("ArrowDown");
      await hand.see(`${RESULT}:nth-child(3)[aria-selected="true"]`);
    },
  },
  "find-added": {
    shows: [...pane, "Into"],
    act: async (hand) => {
      await hand.write(BOX, "Unsound");
      await hand.see(`${RESULT}[aria-selected="true"]`);
      hand.press("Enter");
      await hand.see(".recent");
      await hand.see(`${RESULT} .there`);
    },
  },
  "find-added-again": {
    shows: [...pane, "Into"],
    act: async (hand) => {
      await hand.write(BOX, "Kind of");
      await hand.click(RESULT);
      await hand.see(".recent");
    },
  },
  "find-more": {
    shows: pane,
    act: async (hand, { answers, kitchen }) => {
      kitchen.on("GET", /^\/api\/v1\/media$/, () => ({ items: answers.works.map((work) => ({ ...work, media_type: "film" })), next_cursor: "next" }));
      await kind(hand, 1);
      await hand.look(`${RESULT}:nth-child(6)`);
      await hand.see(".answers > .button");
    },
  },
  "find-kind": {
    shows: [...pane, "Kinds", "Results"],
    act: async (hand) => {
      await hand.write(BOX, "o");
      await kind(hand, 6);
      await hand.see(RESULT);
    },
  },
  "find-none": {
    shows: [...pane, "State", "NotHere"],
    act: async (hand) => {
      await hand.write(BOX, "Zzzz");
      await hand.see(".answers .vacant");
    },
  },
  "find-none-of-kind": {
    shows: [...pane, "State"],
    act: async (hand) => {
      await kind(hand, 3);
      await hand.write(BOX, "Solaris");
      await hand.see(".answers .vacant + .link");
    },
  },
  "find-silent": {
    shows: [...pane, "State"],
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", /autocomplete$/, LOST);
      await hand.write(BOX, "Solaris");
      await hand.see(".answers .refused");
    },
  },
  "find-offline": {
    shows: [...pane, "State"],
    act: async (hand, { around, kitchen }) => {
      around.isOnline = false;
      dispatchEvent(new Event("offline"));
      kitchen.on("GET", /autocomplete$/, LOST);
      await hand.write(BOX, "Solaris");
      await hand.see(".answers .refused");
    },
  },
  "find-refused": {
    shows: [...pane, "State"],
    act: async (hand, { kitchen }) => {
      kitchen.on("GET", /autocomplete$/, refused(422, "text-invalid"));
      await hand.write(BOX, "Solaris");
      await hand.see(".answers .refused");
    },
  },
};
