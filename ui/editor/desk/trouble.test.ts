import { afterEach, describe, expect, test, vi } from "vitest";
import { addItems, annotate, changeCourse, changeHead, itemOf, removeItems } from "../menu/changes";
import { itemsOf, type Draft } from "../menu/menu";
import { sameDraft } from "../menu/same";
import { sampleDraft } from "../menu/samples";
import { Client } from "../service/client";
import { workOf } from "../service/pretend";
import { aboutOf, marked, sideOf } from "./conflicts";
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

  test("an answer that breaks off, or is a page of something in between, is none", async () => {
    for (const body of ['{"title": "Gr', "<!doctype html>"]) {
      const client = new Client("seal", async () => new Response(body));
      expect(await client.send({ method: "GET", path: "/api/v1/menus/m1" })).toEqual({ kind: "unreachable", after: null });
    }
    const nothing = new Client("seal", async () => new Response(null, { status: 204 }));
    expect(await nothing.send({ method: "DELETE", path: "/api/v1/menus/m1" })).toMatchObject({ kind: "done" });
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
