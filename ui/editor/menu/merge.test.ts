import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addCourse, addItems, addPairing, annotate, changeCourse, changeHead, changePairing, itemOf, moveCourse, moveItems, removeCourse, removeItems, removePairing } from "./changes"; // prettier-ignore
import { workOf } from "../service/pretend";
import { itemsOf, placeOf, type Draft } from "./menu";
import type { Choice, Choose } from "./conflicts";
import { merge } from "./merge";
import { sameDraft } from "./same";
import { changed, RUNS, sampleDraft, wishes } from "./samples";

const base = sampleDraft();
const none: readonly unknown[] = [];

function orderOf(draft: Draft): string[] {
  return draft.courses.map(({ id, items }) => `${id}: ${items.map((item) => item.id).join(" ")}`);
}

/** What the service would not take. */
function faults(draft: Draft): string[] {
  const items = itemsOf(draft).map(({ id }) => id);
  const twice = (what: string, ids: readonly string[]) => ids.filter((id, at) => ids.indexOf(id) !== at).map((id) => `${what} ${id} twice`);
  return [
    ...twice("course", draft.courses.map(({ id }) => id)),
    ...twice("item", items),
    ...twice("pairing", draft.pairings.map(({ id }) => id)),
    ...twice("pair", draft.pairings.map((each) => [each.first_item_id, each.second_item_id].sort().join())),
    ...draft.pairings.filter((each) => !items.includes(each.first_item_id) || !items.includes(each.second_item_id)).map(({ id }) => `pairing ${id} of nothing`),
  ];
}

const sides = fc
  .tuple(wishes(20), wishes(8), wishes(8))
  .map(([first, mine, theirs]) => {
    const from = changed(sampleDraft(2, 3), first, "b");
    return { from, mine: changed(from, mine, "m"), theirs: changed(from, theirs, "t") };
  });


describe("merge", () => {
  test("takes over what one side alone changed, texts and moves", () => {
    const mine = annotate("i0-0", "Mine.")(moveItems(new Set(["i0-1"]), { courseId: "c2", at: 0 })(base));
    const theirs = changeHead({ title: "Gris" })(moveCourse("c1", 0)(annotate("i1-1", "Theirs.")(base)));
    const { merged, conflicts } = merge(base, mine, theirs);
    expect(conflicts).toEqual(none);
    expect(merged.title).toBe("Gris");
    expect(orderOf(merged)).toEqual(["c1: i1-0 i1-1 i1-2 i1-3", "c0: i0-0 i0-2 i0-3", "c2: i0-1 i2-0 i2-1 i2-2 i2-3"]);
    expect(itemsOf(merged).map(({ annotation }) => annotation).filter(Boolean)).toEqual(["Theirs.", "Mine."]);
  });

  test("puts what both moved where I put it", () => {
    const mine = moveItems(new Set(["i0-0"]), { courseId: "c1", at: 0 })(base);
    const theirs = moveItems(new Set(["i0-0"]), { courseId: "c2", at: 0 })(base);
    expect(merge(base, mine, theirs)).toEqual({ merged: mine, conflicts: [] });
  });

  test("finds a conflict in a text that both changed, and does as was chosen", () => {
    const [mine, theirs] = [annotate("i0-0", "Mine.")(base), annotate("i0-0", "Theirs.")(base)];
    const { conflicts } = merge(base, mine, theirs);
    expect(conflicts).toMatchObject([{ kind: "item", id: "i0-0", field: "annotation", mine: "Mine.", theirs: "Theirs." }]);
    expect(merge(base, mine, theirs, () => "theirs").merged).toEqual(theirs);
    expect(merge(base, mine, theirs, () => "mine").merged).toEqual(mine);
  });

  test("never loses silently what one side edited and the other removed", () => {
    const edited = annotate("i0-0", "Kept.")(base);
    const removed = removeItems(new Set(["i0-0"]))(base);
    const { merged, conflicts } = merge(base, edited, removed);
    expect(conflicts).toMatchObject([{ key: "item:i0-0", field: "existence", removed: "theirs" }]);
    expect(itemsOf(merged)[0]?.annotation).toBe("Kept.");
    expect(merge(base, removed, edited).conflicts).toMatchObject([{ removed: "mine" }]);
    expect(merge(base, edited, removed, () => "theirs").merged).toEqual(removed);
  });

  test("keeps a course with its works when one side renamed it and the other removed it", () => {
    const renamed = changeCourse("c1", { title: "Second" })(base);
    const { merged, conflicts } = merge(base, renamed, removeCourse("c1")(base));
    expect(conflicts).toMatchObject([{ key: "course:c1", removed: "theirs" }]);
    expect(orderOf(merged)).toEqual(orderOf(base));
  });

  test("finds a place for works whose course somebody chose to be without", () => {
    const added = addItems([{ ...itemOf(workOf("w1")), id: "new" }], { courseId: "c1" })(base);
    const { merged, conflicts } = merge(base, added, removeCourse("c1")(base), () => "theirs");
    expect(conflicts).toMatchObject([{ key: "course:c1" }]);
    expect(orderOf(merged)).toEqual(["c0: i0-0 i0-1 i0-2 i0-3 new", "c2: i2-0 i2-1 i2-2 i2-3"]);
  });

  test("pairs two works once that both sides have paired, with both texts to choose from", () => {
    const pair = (id: string, narrative: string) =>
      addPairing({ id, first_item_id: "i0-0", second_item_id: "i2-2", relationship: "echo", narrative });
    const { merged, conflicts } = merge(base, pair("pm", "Mine.")(base), pair("pt", "Theirs.")(base));
    expect(conflicts).toMatchObject([{ key: "pairing:pt:narrative", mine: "Mine.", theirs: "Theirs." }]);
    expect(merged.pairings.slice(3)).toMatchObject([{ id: "pt", narrative: "Mine." }]);
  });

  test("keeps a work that one side paired and the other removed", () => {
    const paired = addPairing({ id: "pm", first_item_id: "i1-1", second_item_id: "i2-2", relationship: "echo", narrative: "" })(base);
    const { merged, conflicts } = merge(base, paired, removeItems(new Set(["i1-1"]))(base));
    expect(conflicts).toMatchObject([{ key: "item:i1-1" }]);
    expect(placeOf(merged, "i1-1")).toBeDefined();
    expect(merged.pairings.at(-1)?.id).toBe("pm");
  });

  test("sees no difference in blanks that the service trims", () => {
    const mine = annotate("i0-0", "Kept. ")(base);
    const { merged, conflicts } = merge(base, mine, annotate("i0-0", "Kept.")(base));
    expect([merged, conflicts]).toEqual([mine, []]);
  });

  test("a pairing that one side removed and the other rewrote is a conflict", () => {
    const rewritten = changePairing("p1", { narrative: "Mine." })(base);
    const { merged, conflicts } = merge(base, rewritten, removePairing("p1")(base));
    expect(conflicts).toMatchObject([{ key: "pairing:p1", removed: "theirs" }]);
    expect(merged).toEqual(rewritten);
  });

  test("puts what is new after what stayed in place, and not after what was moved away", () => {
    const added = addItems([{ ...itemOf(workOf("w1")), id: "new" }], { courseId: "c0", at: 2 })(base);
    const moved = moveItems(new Set(["i0-1"]), { courseId: "c0", at: 0 })(base);
    expect(orderOf(merge(base, added, moved).merged)[0]).toBe("c0: i0-1 i0-0 new i0-2 i0-3");
  });

  test("new courses of both sides stand side by side", () => {
    const added = (id: string) => addCourse({ id, title: id, intent: null, items: [] });
    const { merged } = merge(base, added("m")(base), added("t")(base));
    expect(merged.courses.map(({ id }) => id)).toEqual(["c0", "c1", "c2", "m", "t"]);
  });
});

describe("merge, whatever happened", () => {
  const copy = (draft: Draft): Draft => structuredClone(draft);

  test("with itself, or with what did not change, is the other", () => {
    fc.assert(
      fc.property(sides, ({ from, mine, theirs }) => {
        expect(merge(copy(from), mine, copy(mine))).toEqual({ merged: mine, conflicts: [] });
        const [takenOver, kept] = [merge(from, copy(from), theirs), merge(from, mine, copy(from))];
        expect([sameDraft(takenOver.merged, theirs), takenOver.conflicts]).toEqual([true, []]);
        expect([sameDraft(kept.merged, mine), kept.conflicts]).toEqual([true, []]);
        const led = merge(from, mine, copy(from), () => "theirs", "theirs");
        expect(sameDraft(led.merged, mine)).toBe(true);
      }),
      RUNS,
    );
  });

  test("makes a menu that the service takes, whatever is chosen", () => {
    const choices = fc.func(fc.constantFrom<Choice | undefined>("mine", "theirs", undefined));
    fc.assert(
      fc.property(sides, choices, fc.constantFrom<Choice>("mine", "theirs"), ({ from, mine, theirs }, choose, leader) => {
        const chosen: Choose = ({ key }) => choose(key);
        expect(faults(merge(from, mine, theirs, chosen, leader).merged)).toEqual([]);
      }),
      RUNS,
    );
  });

  test("loses nothing that either side added or wrote", () => {
    fc.assert(
      fc.property(sides, ({ from, mine, theirs }) => {
        const { merged, conflicts } = merge(from, mine, theirs);
        const there = new Set(itemsOf(merged).map(({ id }) => id));
        const before = new Set(itemsOf(from).map(({ id }) => id));
        const added = [mine, theirs].flatMap(itemsOf).filter(({ id }) => !before.has(id));
        expect(added.filter(({ id }) => !there.has(id))).toEqual([]);
        const notes = new Map(itemsOf(from).map(({ id, annotation }) => [id, annotation]));
        const written = [mine, theirs].flatMap(itemsOf).filter(({ id, annotation }) => annotation && annotation !== notes.get(id));
        const shown = new Map(itemsOf(merged).map(({ id, annotation }) => [id, annotation]));
        const disputed = new Set(conflicts.map(({ id }) => id));
        expect(written.filter(({ id, annotation }) => shown.get(id) !== annotation && !disputed.has(id))).toEqual([]);
      }),
      RUNS,
    );
  });

  test("has the same content from either side, where there is no conflict", () => {
    const content = (draft: Draft) => [
      draft.title, draft.description,
      draft.courses.map(({ id, title, intent }) => `${id} ${title} ${intent}`).sort(),
      itemsOf(draft).map(({ id, annotation }) => `${id} ${annotation?.trim()}`).sort(),
      draft.pairings.map((each) => JSON.stringify(each)).sort(),
    ]; // prettier-ignore
    fc.assert(
      fc.property(sides, ({ from, mine, theirs }) => {
        const [one, other] = [merge(from, mine, theirs), merge(from, theirs, mine)];
        expect(one.conflicts.map(({ key }) => key).sort().length).toBe(other.conflicts.length);
        fc.pre(one.conflicts.length === 0);
        expect(content(one.merged)).toEqual(content(other.merged));
      }),
      RUNS,
    );
  });

  test("keeps the moves of both sides, where only one moved", () => {
    fc.assert(
      fc.property(sides, ({ from, mine, theirs }) => {
        const { merged } = merge(from, mine, theirs);
        const courseOf = (draft: Draft, id: string) => draft.courses[placeOf(draft, id)?.course ?? -1]?.id;
        for (const { id } of itemsOf(merged)) {
          const [was, here, there] = [courseOf(from, id), courseOf(mine, id), courseOf(theirs, id)];
          const wanted = there === undefined || (here !== undefined && here !== was) ? here : there;
          if (merged.courses.some((course) => course.id === wanted)) expect(courseOf(merged, id)).toBe(wanted);
        }
      }),
      RUNS,
    );
  });
});
