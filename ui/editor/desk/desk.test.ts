import { afterEach, describe, expect, test, vi } from "vitest";
import { addItems, annotate, changeHead, itemOf } from "../menu/changes";
import { placeOf } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { sampleDraft } from "../menu/samples";
import { workOf } from "../service/pretend";
import { move, noteOf, Scene, type } from "./scene";

afterEach(() => vi.useRealTimers());

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
