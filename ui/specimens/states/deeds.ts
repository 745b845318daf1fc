/** Deeds that several states begin with. */
import type { Brought } from "../brought";
import type { Hand } from "../hand";
import { NEVER } from "../kitchen";
import type { Scene } from "../specimen";

/** The id of a work on the menu, by the places of its course and its own. */
export function itemId({ brought }: Scene, course: number, place: number): string {
  return brought.menu.courses[course]!.items[place]!.id;
}

export function courseId({ brought }: Scene, course: number): string {
  return brought.menu.courses[course]!.id;
}

export function published(brought: Brought, visibility: "public" | "unlisted" = "public"): void {
  brought.menu = { ...brought.menu, status: "published", visibility, edition: { number: 2, published_at: "2026-11-11T18:30:00Z" } };
}

/** The menu without its last course: words of one's own stand in its description. */
export async function retitle(hand: Hand, title: string): Promise<void> {
  await hand.write("#menu-title", title);
}

/** Nothing that is changed arrives any more. */
export function holdChanges({ kitchen }: Scene): void {
  for (const method of ["PATCH", "POST", "PUT", "DELETE"]) kitchen.on(method, /^\/api\/v1\/menus\//, NEVER);
}

/** Titles are changed here and elsewhere. */
export async function disagree(hand: Hand, scene: Scene): Promise<void> {
  const { title, courses } = scene.brought.menu;
  const note = itemId(scene, 0, 0);
  scene.kitchen.changedElsewhere((menu) => ({
    ...menu,
    title: `${title} II`,
    courses: menu.courses.map((course) => ({
      ...course,
      items: course.items.map((item) => (item.id === note ? { ...item, annotation: `${item.annotation} ${courses[0]!.title}.` } : item)),
    })),
  }));
  await hand.write(`#note-${note}`, courses[1]!.title);
  await hand.write("#menu-title", `${title} ✻`);
  await hand.saving("conflict");
}

export async function openMenuOf(hand: Hand, id: string): Promise<void> {
  await hand.click(`#more-${id}`);
  await hand.see("[role=menu]");
}

/** The entry of an open menu, by its place; from the end where that is negative. */
export async function chooseEntry(hand: Hand, at: number): Promise<void> {
  const entry = await hand.wait(() => [...document.querySelectorAll<HTMLElement>("[role=menuitem]")].at(at), `entry ${at}`);
  entry.click();
}

export async function openRoom(hand: Hand, room: "publish" | "share" | "history"): Promise<void> {
  await hand.click(".bar .primary");
  if (room !== "publish") await hand.click(`#tab-${room}`);
}
