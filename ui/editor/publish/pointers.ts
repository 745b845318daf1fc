/** From the JSON pointer of a problem to the place on the desk where it is mended. */
import { itemsOf, type Draft } from "../menu/menu";

export interface Mending {
  /** The id of the field, or of what holds whatever is pressed to mend it. */
  readonly element: string;
  /** What the problem is about, when that is not plain from its words. */
  readonly title: string;
  /** The course that it lies in, if it is one of the works there. */
  readonly courseId?: string;
}

export function mendingOf(draft: Draft, pointer: string): Mending {
  const [list = "", index = "", below = "", inner = ""] = pointer.split("/").slice(1);
  const course = list === "courses" && index ? draft.courses[Number(index)] : undefined;
  const item = below === "items" && inner ? course?.items[Number(inner)] : undefined;
  const pairing = list === "pairings" && index ? draft.pairings[Number(index)] : undefined;
  if (course && item) return { element: `note-${item.id}`, title: item.media.title, courseId: course.id };
  if (course && below === "items") return { element: `works-${course.id}`, title: course.title, courseId: course.id };
  if (course) return { element: `${below === "intent" ? "intent" : "course-title"}-${course.id}`, title: course.title };
  if (pairing) {
    const both = [pairing.first_item_id, pairing.second_item_id];
    const titles = itemsOf(draft).flatMap(({ id, media }) => (both.includes(id) ? [media.title] : []));
    return { element: `${below === "relationship" ? "word" : "narrative"}-${pairing.id}`, title: titles.join("\u00a0· ") };
  }
  if (list === "courses") return { element: "add-course", title: "" };
  if (list === "pairings") return { element: "pairings", title: "" };
  return { element: list === "description" ? "menu-description" : "menu-title", title: "" };
}

/** Shows the place and puts the cursor there, or onto the first thing in it that can be pressed. */
export function goTo({ element }: Mending): void {
  const place = document.getElementById(element);
  place?.scrollIntoView({ block: "center" });
  (place?.querySelector<HTMLElement>("button") ?? place)?.focus();
}
