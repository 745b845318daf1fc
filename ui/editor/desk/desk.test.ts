import { afterEach, describe, expect, test, vi } from "vitest";
import { addItems, annotate, changeCourse, changeHead, itemOf, moveItems, removeItems } from "../menu/changes";
import { itemsOf, placeOf, type Draft } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { menuOf, sampleDraft } from "../menu/samples";
import { workOf } from "../service/pretend";
import { MOST_STEPS, type Step } from "./history.svelte";
import { Scene, storage } from "./scene";
import { StepsHere, unpacked } from "./steps";
import type { Desk } from "./desk.svelte";

afterEach(() => vi.useRealTimers());

function noteOf(draft: Draft, id: string): string | null | undefined {
  return itemsOf(draft).find((item) => item.id === id)?.annotation;
}

const move = (id: string, courseId: string, at = 0) => moveItems(new Set([id]), { courseId, at });

function type(desk: Desk, id: string, text: string): void {
  for (let length = 1; length <= text.length; length += 1) desk.commit("Wrote a note", annotate(id, text.slice(0, length)), id);
}

describe("saving", () => {
  test("sends one move as one small request, soon", async () => {
    const scene = new Scene(sampleDraft(5, 40));
    const desk = scene.open();
    desk.commit("Moved", move("i0-3", "c2"));
    expect(desk.saving.name).toBe("saving");
    await scene.pass(400);
    expect(desk.saving.name).toBe("saved");
    expect(scene.service.requests).toMatchObject([{ method: "PATCH", path: "/api/v1/menus/m1/items/i0-3" }]);
    expect(scene.service.requests[0]!.size).toBeLessThan(200);
    expect(sameDraft(scene.kept, desk.draft)).toBe(true);
  });

  test("waits for a pause in typing, and not for ever", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    for (let letter = 0; letter < 40; letter += 1) {
      desk.commit("Wrote", annotate("i0-0", "x".repeat(letter + 1)), "i0-0");
      await scene.pass(300);
    }
    expect(scene.service.requests.length).toBeGreaterThanOrEqual(2);
    expect(scene.service.requests.length).toBeLessThanOrEqual(4);
    desk.pause();
    await scene.pass(0);
    expect(noteOf(scene.kept, "i0-0")).toBe("x".repeat(40));
  });

  test("has one request under way at a time, and what came meanwhile goes next", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.delay = 800;
    for (let turn = 0; turn < 10; turn += 1) {
      desk.commit("Moved", move(`i0-${turn % 4}`, `c${turn % 3}`));
      await scene.pass(300);
    }
    await scene.pass();
    expect(scene.mostAtOnce).toBe(1);
    expect(sameDraft(scene.kept, desk.draft)).toBe(true);
  });

  test("an answer that was lost doubles nothing and is no conflict", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    const fates = ["lost-answer", "lost-answer", "fine"] as const;
    let turn = 0;
    scene.service.fate = () => fates[turn++] ?? "fine";
    desk.commit("Added", addItems([itemOf(workOf("w1"))], { courseId: "c0" }));
    await scene.pass(300);
    expect(desk.saving.name).toBe("offline");
    desk.commit("Wrote", annotate("i0-0", "Meanwhile."));
    await scene.pass();
    expect(desk.saving.name).toBe("saved");
    expect(scene.kept.courses[0]!.items).toHaveLength(5);
    expect(sameDraft(scene.kept, desk.draft)).toBe(true);
  });

  test("the second attempt at one thing hears the first answer", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    let turn = 0;
    scene.service.fate = () => (turn++ === 0 ? "lost-answer" : "fine");
    desk.commit("Added", addItems([itemOf(workOf("w1"))], { courseId: "c0" }));
    await scene.pass();
    expect(scene.service.requests.map(({ method, status }) => [method, status])).toEqual([["POST", 200], ["POST", 200]]);
    expect([desk.saving.name, scene.kept.courses[0]!.items.length]).toEqual(["saved", 5]);
  });

  test("a change that was taken back while its answer was lost does not stay with the service", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    let turn = 0;
    scene.service.fate = () => (turn++ === 0 ? "lost-answer" : "fine");
    desk.commit("Moved", move("i0-0", "c2"));
    await scene.pass(300);
    desk.undo();
    await scene.pass();
    expect(desk.saving.name).toBe("saved");
    expect(placeOf(scene.kept, "i0-0")).toEqual({ course: 0, item: 0 });
  });
});

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

describe("two tabs of one menu", () => {
  test("follow each other, and keep what is not saved yet", async () => {
    const scene = new Scene(sampleDraft());
    const [mine, other] = [scene.open(), scene.open()];
    type(mine, "i0-1", "Half a se");
    other.commit("Moved", move("i0-1", "c2"));
    await scene.pass(500);
    expect(placeOf(mine.draft, "i0-1")).toEqual({ course: 2, item: 0 });
    type(mine, "i0-1", "Half a sentence.");
    await scene.pass();
    expect(noteOf(other.draft, "i0-1")).toBe("Half a sentence.");
    expect(scene.service.requests.filter(({ status }) => status === 412)).toEqual([]);
  });

  test("find out by the version where they cannot hear each other", async () => {
    const scene = new Scene(sampleDraft());
    scene.areTabsLinked = false;
    const [mine, other] = [scene.open(), scene.open()];
    mine.commit("Wrote", annotate("i0-1", "Mine."));
    other.commit("Moved", move("i0-1", "c2"));
    await scene.pass();
    other.commit("Moved", move("i0-2", "c2"));
    mine.commit("Renamed", changeHead({ title: "Gris" }));
    await scene.pass();
    expect([mine.saving.name, other.saving.name]).toEqual(["saved", "saved"]);
    expect(noteOf(scene.kept, "i0-1")).toBe("Mine.");
    expect(scene.kept.courses[2]!.items.slice(0, 2).map(({ id }) => id)).toEqual(["i0-2", "i0-1"]);
  });
});
