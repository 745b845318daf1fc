import { afterEach, describe, expect, test, vi } from "vitest";
import { annotate, changeCourse, changeHead, removeItems } from "../menu/changes";
import { placeOf } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { menuOf, sampleDraft } from "../menu/samples";
import { MOST_STEPS, type Step } from "./history.svelte";
import { move, noteOf, Scene, storage, type } from "./scene";
import { StepsHere, unpacked } from "./steps";
import type { Desk } from "./desk.svelte";

afterEach(() => vi.useRealTimers());

describe("undo and redo", () => {
  test("go back two hundred steps, and forth again", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    for (let turn = 0; turn < MOST_STEPS + 5; turn += 1) desk.commit(`Step ${turn}`, changeHead({ title: `Title ${turn}` }));
    const last = desk.draft;
    for (let turn = 0; turn < MOST_STEPS; turn += 1) desk.undo();
    expect([desk.draft.title, desk.undoable]).toEqual(["Title 4", undefined]);
    expect(desk.announcement).toBe("Undone: Step 5");
    for (let turn = 0; turn < MOST_STEPS; turn += 1) desk.redo();
    expect(sameDraft(desk.draft, last)).toBe(true);
    expect(desk.redoable).toBeUndefined();
  });

  test("take the letters of one note as one step, until the field is left", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    type(desk, "i0-0", "One");
    type(desk, "i0-0", "One road");
    desk.pause();
    type(desk, "i0-0", "Other");
    desk.undo();
    expect(noteOf(desk.draft, "i0-0")).toBe("One road");
    desk.undo();
    expect(noteOf(desk.draft, "i0-0")).toBeNull();
  });

  test("undo what I did, and leave what came from elsewhere since", async () => {
    const scene = new Scene(sampleDraft());
    const [mine, other] = [scene.open(), scene.open()];
    mine.commit("Moved", move("i0-0", "c2"));
    await scene.pass(1000);
    other.commit("Wrote", annotate("i0-0", "Theirs."));
    other.commit("Renamed", changeCourse("c0", { title: "First" }));
    await scene.pass(1000);
    mine.undo();
    await scene.pass(1000);
    expect(placeOf(scene.kept, "i0-0")).toEqual({ course: 0, item: 0 });
    expect([noteOf(scene.kept, "i0-0"), scene.kept.courses[0]!.title]).toEqual(["Theirs.", "First"]);
    mine.redo();
    await scene.pass(1000);
    expect(placeOf(other.draft, "i0-0")).toEqual({ course: 2, item: 0 });
  });

  test("bring a work back to where I took it from, wherever it was moved since", async () => {
    const scene = new Scene(sampleDraft());
    const [mine, other] = [scene.open(), scene.open()];
    mine.commit("Moved", move("i0-0", "c2"));
    await scene.pass(1000);
    other.commit("Moved", move("i0-0", "c1"));
    await scene.pass(1000);
    mine.undo();
    expect(placeOf(mine.draft, "i0-0")).toEqual({ course: 0, item: 0 });
  });

  test("take a return to an earlier version as one step, and no other change of where the menu stands", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    desk.commit("Renamed", changeHead({ title: "Gris" }));
    await scene.pass(1000);
    desk.takeOver({ ...menuOf(desk.draft), version: desk.version + 1 }, "Went back");
    expect(desk.undoable).toBe("Renamed");
    await scene.pass(1000);
    desk.takeOver({ ...menuOf(sampleDraft()), version: desk.version + 1 }, "Went back");
    expect([desk.draft.title, desk.undoable]).toEqual(["Noir", "Went back"]);
    desk.undo();
    expect(desk.draft.title).toBe("Gris");
  });

  test("do not bring back what was removed elsewhere", async () => {
    const scene = new Scene(sampleDraft());
    const [mine, other] = [scene.open(), scene.open()];
    mine.commit("Renamed", changeHead({ title: "Gris" }));
    mine.commit("Wrote", annotate("i0-0", "Mine."));
    await scene.pass(1000);
    other.commit("Removed", removeItems(new Set(["i0-0"])));
    await scene.pass(1000);
    mine.undo();
    expect(placeOf(mine.draft, "i0-0")).toBeUndefined();
    expect(mine.draft.title).toBe("Noir");
  });
});

describe("after a reload, undo and redo", () => {
  const wordsOf = (steps: readonly Step[]) => steps.map(({ words }) => words);

  async function reloaded(scene: Scene, desk: Desk, session: Storage): Promise<Desk> {
    scene.shut(desk);
    const again = scene.open("ada", session);
    await again.restore();
    return again;
  }

  test("go on where they were, and leave what came from elsewhere meanwhile", async () => {
    const [scene, session] = [new Scene(sampleDraft()), storage()];
    const [desk, other] = [scene.open("ada", session), scene.open()];
    desk.commit("Wrote", annotate("i0-0", "Mine."));
    desk.commit("Moved", move("i0-0", "c2"));
    desk.commit("Renamed", changeHead({ title: "Gris" }));
    desk.undo();
    await scene.pass(1000);
    other.commit("Renamed", changeCourse("c0", { title: "First" }));
    await scene.pass(1000);
    const again = await reloaded(scene, desk, session);
    expect([again.undoable, again.redoable, scene.open().undoable]).toEqual(["Moved", "Renamed", undefined]);
    again.undo();
    again.undo();
    await scene.pass(1000);
    expect(placeOf(scene.kept, "i0-0")).toEqual({ course: 0, item: 0 });
    expect([noteOf(scene.kept, "i0-0"), scene.kept.courses[0]!.title, again.undoable]).toEqual([null, "First", undefined]);
    for (let step = 0; step < 3; step += 1) again.redo();
    await scene.pass(1000);
    expect([noteOf(scene.kept, "i0-0"), scene.kept.title]).toEqual(["Mine.", "Gris"]);
  });

  test("know of a crashed tab what it had saved", async () => {
    const [scene, session] = [new Scene(sampleDraft()), storage()];
    const desk = scene.open("ada", session);
    desk.commit("Renamed", changeHead({ title: "Gris" }));
    await scene.pass(1000);
    scene.crash(desk);
    const again = scene.open("ada", session);
    again.undo();
    await scene.pass(1000);
    expect(scene.kept.title).toBe("Noir");
  });

  test("have two hundred steps in little room, and fewer where there is less", async () => {
    const [scene, session] = [new Scene(sampleDraft(5, 12)), storage()];
    const desk = scene.open("ada", session);
    for (let step = 0; step < MOST_STEPS; step += 1) desk.commit(`Step ${step}`, move(`i${step % 5}-${step % 12}`, `c${(step + 2) % 5}`, step % 7));
    const again = await reloaded(scene, desk, session);
    const size = session.getItem("steps")!.length;
    expect(size).toBeLessThan(100_000);
    const [done] = unpacked(session.getItem("steps")!);
    while (again.undoable) again.undo();
    expect(sameDraft(again.draft, sampleDraft(5, 12))).toBe(true);
    for (const [room, least] of [[size - 1, done.length / 2 - 2], [9, 0]] as const) {
      const less = storage(room);
      const here = new StepsHere("steps", () => less);
      here.keep([done, []]);
      const kept = wordsOf(here.take()?.[0] ?? []);
      expect(kept.length).toBeGreaterThanOrEqual(least);
      expect(kept).toEqual(wordsOf(done).slice(done.length - kept.length));
    }
  });
});
