import { afterEach, describe, expect, test, vi } from "vitest";
import { addCourse, addItems, annotate, changeCourse, changeHead, itemOf, moveItems, removeItems } from "../menu/changes";
import { itemsOf, type Draft } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { sampleDraft } from "../menu/samples";
import { workOf } from "../service/pretend";
import { aboutOf, marked, sideOf } from "./conflicts";
import type { Desk } from "./desk.svelte";
import { Scene, WORDS } from "./scene";

afterEach(() => vi.useRealTimers());

const note = (id: string, text: string) => annotate(id, text);
const noteOf = (draft: Draft, id: string) => itemsOf(draft).find((item) => item.id === id)?.annotation;

describe("without a connection", () => {
  test("edits outlive the tab, and are sent with what was changed elsewhere meanwhile", async () => {
    const scene = new Scene(sampleDraft());
    const [first, elsewhere] = [scene.open(), scene.open()];
    scene.isOnline = false;
    first.commit("Added", addItems([{ ...itemOf(workOf("w1")), id: "new" }], { courseId: "c1", at: 0 }));
    first.commit("Wrote", note("new", "Offline."));
    await scene.pass(1000);
    expect(first.saving.name).toBe("offline");
    scene.shut(first);
    scene.isOnline = true;
    elsewhere.commit("Renamed", changeCourse("c1", { title: "Second" }));
    await scene.pass();
    const again = scene.open();
    await again.restore();
    await scene.pass();
    expect(again.saving.name).toBe("saved");
    expect(scene.kept.courses[1]).toMatchObject({ title: "Second", items: [{ id: "new", annotation: "Offline." }, {}, {}, {}, {}] });
    expect(sameDraft(again.draft, scene.kept)).toBe(true);
    expect(scene.storage.length).toBe(0);
  });

  test("what was left by somebody else on the same device stays theirs", async () => {
    const scene = new Scene(sampleDraft());
    const first = scene.open("ada");
    scene.isOnline = false;
    first.commit("Wrote", note("i0-0", "Unsent."));
    scene.shut(first);
    const other = scene.open("grace");
    await other.restore();
    expect([noteOf(other.draft, "i0-0"), scene.storage.length]).toEqual([noteOf(scene.kept, "i0-0"), 1]);
    const again = scene.open("ada");
    await again.restore();
    expect(noteOf(again.draft, "i0-0")).toBe("Unsent.");
  });

  test("what a tab kept that crashed is there at once, and not what a living one will send itself", async () => {
    const scene = new Scene(sampleDraft());
    const first = scene.open();
    scene.isOnline = false;
    first.commit("Wrote", note("i0-0", "Unsent."));
    await scene.pass(1000);
    const beside = scene.open();
    await beside.restore();
    expect(noteOf(beside.draft, "i0-0")).toBe(noteOf(scene.kept, "i0-0"));
    scene.crash(first);
    const again = scene.open();
    await again.restore();
    expect(noteOf(again.draft, "i0-0")).toBe("Unsent.");
  });

  test("what is kept does not repeat the facts of works that the menu has", async () => {
    const scene = new Scene(sampleDraft(5, 40));
    const desk = scene.open();
    scene.isOnline = false;
    desk.commit("Wrote", note("i0-0", "Offline."));
    await scene.pass(1000);
    expect(scene.storage.getItem(scene.storage.key(0)!)).not.toContain("external_links");
  });

  test("a device without room is told of, and only then closing would lose something", async () => {
    const scene = new Scene(sampleDraft(), 100);
    const desk = scene.open();
    expect(desk.wouldLose()).toBe(false);
    scene.isOnline = false;
    desk.commit("Wrote", note("i0-0", "Offline."));
    await scene.pass(1000);
    expect([desk.isUnkept, desk.wouldLose()]).toEqual([true, true]);
    scene.isOnline = true;
    desk.resume();
    await scene.pass(1000);
    expect([desk.isUnkept, desk.wouldLose()]).toEqual([false, false]);
    const roomy = new Scene(sampleDraft());
    const other = roomy.open();
    roomy.isOnline = false;
    other.commit("Wrote", note("i0-0", "Offline."));
    expect(other.wouldLose()).toBe(false);
  });

  test("a request that is never answered is given up and made again", async () => {
    const scene = new Scene(sampleDraft());
    vi.spyOn(AbortSignal, "timeout").mockImplementation((milliseconds) => {
      const late = new AbortController();
      setTimeout(() => late.abort(), milliseconds);
      return late.signal;
    });
    const desk = scene.open();
    scene.isDead = true;
    desk.commit("Wrote", note("i0-0", "Into the void."));
    await scene.pass(60_500);
    expect(desk.saving.name).toBe("offline");
    scene.isDead = false;
    await scene.pass();
    expect([desk.saving.name, noteOf(scene.kept, "i0-0")]).toEqual(["saved", "Into the void."]);
    vi.restoreAllMocks();
  });

  test("it tries again after ever longer pauses", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    let tries = 0;
    scene.service.fate = () => ((tries += 1), "lost-request");
    desk.commit("Wrote", note("i0-0", "Again."));
    await scene.pass(60_000);
    expect(tries).toBeGreaterThan(4);
    expect(tries).toBeLessThan(9);
  });
});

describe("a conflict", () => {
  async function disputed() {
    const scene = new Scene(sampleDraft());
    scene.areTabsLinked = false;
    const [mine, other] = [scene.open(), scene.open()];
    other.commit("Wrote", note("i0-0", "The last good road."));
    other.commit("Removed", removeItems(new Set(["i0-1"])));
    await scene.pass(1000);
    mine.commit("Wrote", note("i0-0", "The first good road."));
    mine.commit("Wrote", note("i0-1", "Stays."));
    mine.commit("Renamed", changeHead({ title: "Gris" }));
    await scene.pass(1000);
    return { scene, mine, other };
  }

  test("waits for the curator, and loses nothing that is typed meanwhile", async () => {
    const { scene, mine } = await disputed();
    expect(mine.saving.name).toBe("conflict");
    expect(mine.conflicts.map(({ key }) => key).sort()).toEqual(["item:i0-0:annotation", "item:i0-1"]);
    mine.commit("Wrote", note("i1-0", "Meanwhile."));
    mine.settle(new Map([["item:i0-0:annotation", "theirs"]]));
    await scene.pass(1000);
    expect(mine.saving.name).toBe("saved");
    expect(["i0-0", "i0-1", "i1-0"].map((id) => noteOf(scene.kept, id))).toEqual(["The last good road.", "Stays.", "Meanwhile."]);
    expect(scene.kept.title).toBe("Gris");
    mine.undo();
    expect(noteOf(mine.draft, "i0-0")).toBe("The first good road.");
  });

  test("is told in words, with what differs marked", async () => {
    const { mine } = await disputed();
    const [text, thing] = [...mine.conflicts].sort((one, other) => one.key.length < other.key.length ? 1 : -1);
    expect(sideOf(text!, "mine", mine.draft, WORDS)).toEqual({ before: "The ", differs: "first", after: " good road." });
    expect(sideOf(thing!, "theirs", mine.dispute!.theirs.draft, WORDS).before).toBe("side_removed");
    expect(sideOf(thing!, "mine", mine.draft, WORDS).before).toBe("side_kept\nStays.");
    expect(aboutOf(text!, mine.dispute!, mine.draft, WORDS)).toBe("disputed_item_annotation");
    expect(marked("same", "same")).toEqual({ before: "same", differs: "", after: "" });
  });
});

describe("a session that ended", () => {
  test("keeps what is typed until the same person has signed in again", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.people.set("ada", "secret");
    scene.service.end();
    desk.commit("Wrote", note("i0-0", "Typed before."));
    await scene.pass();
    expect(desk.saving.name).toBe("signed-out");
    desk.commit("Wrote", note("i0-1", "Typed after."));
    expect(await desk.signIn("wrong")).toBe("wrong-credentials");
    scene.service.fate = () => "busy";
    expect(await desk.signIn("wrong"), "who has guessed too often").toBe("too-many-requests");
    scene.service.fate = () => "fine";
    expect(await desk.signIn("secret")).toBe("entered");
    await scene.pass(1000);
    expect(desk.saving.name).toBe("saved");
    expect(["i0-0", "i0-1"].map((id) => noteOf(scene.kept, id))).toEqual(["Typed before.", "Typed after."]);
  });

  test("goes on by itself where the same person signed in in another window, and not where another did", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.begin("ada");
    desk.commit("Wrote", note("i0-0", "Still me."));
    await scene.pass(1000);
    expect(desk.saving.name).toBe("saved");
    scene.service.begin("eve");
    desk.commit("Wrote", note("i0-1", "Not hers."));
    await scene.pass(1000);
    expect(desk.saving.name).toBe("signed-out");
    await desk.tryAgain();
    expect(desk.saving.name).toBe("signed-out");
    scene.service.begin("ada");
    await desk.tryAgain();
    await scene.pass(1000);
    expect(noteOf(scene.kept, "i0-1")).toBe("Not hers.");
  });
});

describe("a session that another request finds ended", () => {
  async function asked(scene: Scene, desk: Desk, title: string) {
    const call = { method: "PATCH", path: `/api/v1/menus/${desk.menuId}`, body: { title } } as const;
    return desk.client.send(call, { "if-match": `"${scene.service.menu.version}"` });
  }

  test("is told, also where nothing was edited", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.end();
    expect(await asked(scene, desk, "Gris")).toMatchObject({ kind: "refused", problem: { code: "unauthenticated" } });
    expect(desk.saving.name).toBe("signed-out");
    scene.service.begin("ada");
    await desk.tryAgain();
    expect(desk.saving.name).toBe("saved");
  });

  test("is told again and again, and before a conflict that waits", async () => {
    const scene = new Scene(sampleDraft());
    scene.areTabsLinked = false;
    const [desk, other] = [scene.open(), scene.open()];
    scene.service.end();
    await asked(scene, desk, "Gris");
    const told = desk.saving;
    await asked(scene, desk, "Gris");
    expect(desk.saving).not.toBe(told);
    scene.service.begin("ada");
    await desk.tryAgain();
    other.commit("Wrote", note("i0-0", "Theirs."));
    await scene.pass(1000);
    desk.commit("Wrote", note("i0-0", "Mine."));
    await scene.pass(1000);
    scene.service.end();
    await asked(scene, desk, "Gris");
    expect([desk.saving.name, desk.conflicts.length]).toEqual(["signed-out", 1]);
    scene.service.begin("ada");
    await desk.tryAgain();
    expect(desk.saving.name).toBe("conflict");
    desk.settle(new Map());
    await scene.pass(1000);
    expect([desk.saving.name, noteOf(scene.kept, "i0-0")]).toEqual(["saved", "Mine."]);
  });

  test("goes on in the session that the same person began in another window, and in nobody else's", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.begin("ada");
    expect(await asked(scene, desk, "Gris")).toMatchObject({ kind: "done" });
    expect([scene.kept.title, desk.saving.name]).toEqual(["Gris", "saved"]);
    scene.service.begin("eve");
    expect(await asked(scene, desk, "Vert")).toMatchObject({ kind: "refused", problem: { status: 401, code: "unauthenticated" } });
    expect([scene.kept.title, desk.saving.name]).toEqual(["Gris", "signed-out"]);
  });
});

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
