import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { PretendService } from "../service/pretend";
import { addCourse, addItems, addPairing, annotate, changeCourse, changeHead, changePairing, moveCourse, moveItems, movePairing, removeCourse, removeItems, removePairing, itemOf, type Change } from "./changes"; // prettier-ignore
import { draftOf, type Draft } from "./menu";
import { requestFor, sizeOf } from "./requests";
import { sameDraft } from "./same";
import { changed, menuOf, RUNS, sampleDraft, wishes } from "./samples";
import { workOf } from "../service/pretend";

async function taken(service: PretendService, now: Draft, wanted: Draft, isSmall = false): Promise<number> {
  for (let count = 0; ; count += 1) {
    const step = requestFor(now, wanted, isSmall);
    if (!step) return count;
    expect(count).toBeLessThan(500);
    const { method, path, body } = step.call;
    const headers = { "x-csrf-token": service.csrf, "if-match": `"${service.menu.version}"` };
    const answer = await service.fetch(`/api/v1/menus/m1${path}`, { method, headers, body: body ? JSON.stringify(body) : null });
    expect(answer.ok, `${method} ${path} ${JSON.stringify(body)}`).toBe(true);
    expect(sameDraft(step.reached, draftOf(service.menu)), `${method} ${path}`).toBe(true);
    now = step.reached;
  }
}

describe("requestFor", () => {
  const draft = sampleDraft();
  const large = sampleDraft(5, 40);
  const item = itemOf(workOf("w1"));
  const pairing = { id: "p9", first_item_id: "i0-0", second_item_id: "i2-1", relationship: "echo", narrative: "" };
  const one: [string, Change, string, string][] = [
    ["another title", changeHead({ title: "Gris" }), "PATCH", ""],
    ["a new course", addCourse({ id: "c9", title: "Last", intent: null, items: [] }, 1), "POST", "/courses"],
    ["a course's words", changeCourse("c1", { title: "Second", intent: "why" }), "PATCH", "/courses/c1"],
    ["a course moved", moveCourse("c2", 0), "PATCH", "/courses/c2"],
    ["a course removed", removeCourse("c0"), "DELETE", "/courses/c0"],
    ["a new work", addItems([item], { courseId: "c1", at: 2 }), "POST", "/courses/c1/items"],
    ["a note", annotate("i0-1", "Listen first."), "PATCH", "/items/i0-1"],
    ["a work moved down", moveItems(new Set(["i0-0"]), { courseId: "c0", at: 2 }), "PATCH", "/items/i0-0"],
    ["a work moved up", moveItems(new Set(["i0-3"]), { courseId: "c0", at: 1 }), "PATCH", "/items/i0-3"],
    ["a work moved to another course", moveItems(new Set(["i0-3"]), { courseId: "c2", at: 0 }), "PATCH", "/items/i0-3"],
    ["a work moved and annotated", (now) => annotate("i0-3", "Here.")(moveItems(new Set(["i0-3"]), { courseId: "c2", at: 4 })(now)), "PATCH", "/items/i0-3"],
    ["a work removed", removeItems(new Set(["i0-1"])), "DELETE", "/items/i0-1"],
    ["many works moved", moveItems(new Set(["i0-0", "i0-2", "i1-1"]), { courseId: "c2", at: 1 }), "PUT", "/arrangement"],
    ["a new pairing", addPairing(pairing, 0), "POST", "/pairings"],
    ["a pairing's words", changePairing("p1", { narrative: "Another." }), "PATCH", "/pairings/p1"],
    ["a pairing moved", movePairing("p0", 2), "PATCH", "/pairings/p0"],
    ["a pairing removed", removePairing("p1"), "DELETE", "/pairings/p1"],
    ["two works removed", removeItems(new Set(["i0-1", "i1-1"])), "PUT", "/content"],
  ];

  test.each(one)("sends %s in one request", async (_, change, method, path) => {
    const wanted = change(draft);
    expect(requestFor(draft, wanted)?.call).toMatchObject({ method, path });
    const service = new PretendService(menuOf(draft));
    expect(await taken(service, draft, wanted)).toBe(1);
    expect(sameDraft(draftOf(service.menu), wanted)).toBe(true);
  });

  test.each(one.slice(0, 12))("sends %s in less than 2 kB, also with 200 works", (_, change) => {
    const step = requestFor(large, change(large))!;
    expect(step.call.path).not.toBe("/content");
    expect(sizeOf(step.call.body ?? {})).toBeLessThan(1000);
  });

  test("has nothing to send for blanks and ways of writing that the service does not keep", () => {
    const wanted = changeHead({ title: " Noir\r\n", description: "" })(draft);
    expect(requestFor(draft, wanted)).toBeUndefined();
    expect(requestFor(changeHead({ title: "Zo\u00e9" })(draft), changeHead({ title: "Zoe\u0301 " })(draft))).toBeUndefined();
  });

  test("parts a change that is too large for one request", async () => {
    const notes = large.courses.map((course) => ({ ...course, items: course.items.map((each) => ({ ...each, annotation: "x".repeat(4000) + each.id })) }));
    const full = { ...large, courses: notes.map((course) => ({ ...course, items: course.items.map((each) => ({ ...each, annotation: "ż".repeat(4000) })) })) };
    const wanted = moveItems(new Set(["i0-0"]), { courseId: "c1", at: 0 })(annotate("i2-2", "short")(full));
    const service = new PretendService(menuOf(full));
    expect(await taken(service, full, wanted)).toBe(2);
    expect(sameDraft(draftOf(service.menu), wanted)).toBe(true);
  });

  test("leads from any menu to any other, in one step or in small ones", async () => {
    await fc.assert(
      fc.asyncProperty(wishes(25), wishes(12), fc.boolean(), async (before, after, isSmall) => {
        const now = changed(sampleDraft(2, 2), before, "a");
        const wanted = changed(now, after, "b");
        const service = new PretendService(menuOf(now));
        const count = await taken(service, now, wanted, isSmall);
        if (!isSmall) expect(count).toBeLessThanOrEqual(2);
        expect(sameDraft(draftOf(service.menu), wanted)).toBe(true);
      }),
      RUNS,
    );
  });
});
