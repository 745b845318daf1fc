import { afterEach, describe, expect, test, vi } from "vitest";
import { addCourse, addItems, annotate, changeCourse, changeHead, itemOf, moveItems, removeItems } from "../menu/changes";
import { itemsOf, type Draft } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { sampleDraft } from "../menu/samples";
import { workOf } from "../service/pretend";
import { Scene } from "./scene";

afterEach(() => vi.useRealTimers());

const note = (id: string, text: string) => annotate(id, text);
const noteOf = (draft: Draft, id: string) => itemsOf(draft).find((item) => item.id === id)?.annotation;

describe("what the service refuses", () => {
  test("is told at its field, and the rest is saved", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    desk.commit("Cleared", changeHead({ title: " " }));
    desk.commit("Cleared", changeCourse("c1", { title: "" }));
    desk.commit("Wrote", note("i0-0", "Good."));
    await scene.pass();
    expect(desk.saving).toMatchObject({ name: "refused" });
    const errors = desk.saving.name === "refused" ? desk.saving.errors : [];
    expect(errors.map(({ pointer, code }) => [pointer, code])).toEqual([["menu/title", "text-missing"], ["courses/c1/title", "text-missing"]]);
    expect([scene.kept.title, noteOf(scene.kept, "i0-0"), desk.draft.title]).toEqual(["Noir", "Good.", " "]);
    desk.commit("Titled", changeHead({ title: "Gris" }));
    desk.commit("Titled", changeCourse("c1", { title: "Main" }));
    await scene.pass();
    expect([desk.saving.name, scene.kept.title, scene.kept.courses[1]!.title]).toEqual(["saved", "Gris", "Main"]);
  });

  test("a new course without a title waits, and the works that came into it stay where they were", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    desk.commit("Added", addCourse({ id: "c9", title: "", intent: null, items: [] }));
    desk.commit("Moved", moveItems(new Set(["i0-0"]), { courseId: "c9" }));
    desk.commit("Wrote", note("i1-1", "Good."));
    await scene.pass();
    expect(desk.saving.name).toBe("refused");
    expect([scene.kept.courses.length, itemsOf(scene.kept).length, noteOf(scene.kept, "i1-1")]).toEqual([3, 12, "Good."]);
    desk.commit("Titled", changeCourse("c9", { title: "Last" }));
    await scene.pass();
    expect(desk.saving.name).toBe("saved");
    expect(scene.kept.courses[3]!.items.map(({ id }) => id)).toEqual(["i0-0"]);
  });

  test("a work that nobody knows stays behind alone", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.unknownWorks.add("lost");
    desk.commit("Added", addItems([itemOf(workOf("lost")), itemOf(workOf("w1"))], { courseId: "c0" }));
    await scene.pass();
    expect(desk.saving).toMatchObject({ name: "refused", errors: [{ code: "work-unknown" }] });
    expect(scene.kept.courses[0]!.items.at(-1)!.media_item_id).toBe("w1");
    expect(desk.draft.courses[0]!.items).toHaveLength(6);
  });

  test("a menu without room for one thing more keeps all else", async () => {
    const scene = new Scene(sampleDraft(2, 2));
    const desk = scene.open();
    scene.service.mostItems = 5;
    desk.commit("Added", addItems([itemOf(workOf("w1")), itemOf(workOf("w2"))], { courseId: "c0" }));
    desk.commit("Wrote", note("i1-1", "Good."));
    await scene.pass();
    expect(desk.saving).toMatchObject({ name: "refused", errors: [{ code: "limit-reached" }] });
    expect([itemsOf(scene.kept).length, noteOf(scene.kept, "i1-1")]).toEqual([5, "Good."]);
    desk.commit("Removed", removeItems(new Set(["i0-0"])));
    await scene.pass();
    expect([desk.saving.name, sameDraft(scene.kept, desk.draft)]).toEqual(["saved", true]);
  });

  test("a work that was merged is served as the one it became", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.survivors.set("loser", "survivor");
    desk.commit("Added", addItems([itemOf(workOf("loser"))], { courseId: "c0" }));
    await scene.pass();
    expect(desk.saving.name).toBe("saved");
    expect(desk.draft.courses[0]!.items.at(-1)!.media.id).toBe("survivor");
    expect(scene.service.requests).toHaveLength(1);
  });

  test("how long a work takes is learnt from the answer, by the way", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.details.set("w1", { runtime_minutes: 167 });
    desk.commit("Added", addItems([itemOf(workOf("w1"))], { courseId: "c0" }));
    await scene.pass();
    expect(desk.draft.courses[0]!.items.at(-1)!.media.details).toEqual({ runtime_minutes: 167 });
    expect([desk.saving.name, desk.announcement]).toEqual(["saved", "Added"]);
  });

  test("a menu that is gone is said to be gone, and the draft stays", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.isGone = true;
    desk.commit("Wrote", note("i0-0", "Too late."));
    await scene.pass();
    expect([desk.saving.name, noteOf(desk.draft, "i0-0")]).toEqual(["gone", "Too late."]);
    expect(desk.wouldLose(), "no page will ever show it again").toBe(true);
  });
});
