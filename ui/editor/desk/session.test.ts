import { afterEach, describe, expect, test, vi } from "vitest";
import { annotate } from "../menu/changes";
import { sampleDraft } from "../menu/samples";
import type { Desk } from "./desk.svelte";
import { noteOf, Scene } from "./scene";

afterEach(() => vi.useRealTimers());

describe("a session that ended", () => {
  test("keeps what is typed until the same person has signed in again", async () => {
    const scene = new Scene(sampleDraft());
    const desk = scene.open();
    scene.service.people.set("ada", "secret");
    scene.service.end();
    desk.commit("Wrote", annotate("i0-0", "Typed before."));
    await scene.pass();
    expect(desk.saving.name).toBe("signed-out");
    desk.commit("Wrote", annotate("i0-1", "Typed after."));
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
    desk.commit("Wrote", annotate("i0-0", "Still me."));
    await scene.pass(1000);
    expect(desk.saving.name).toBe("saved");
    scene.service.begin("eve");
    desk.commit("Wrote", annotate("i0-1", "Not hers."));
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
    other.commit("Wrote", annotate("i0-0", "Theirs."));
    await scene.pass(1000);
    desk.commit("Wrote", annotate("i0-0", "Mine."));
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
