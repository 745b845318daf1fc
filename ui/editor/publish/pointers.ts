/** From the JSON pointer of a problem to the place on the desk where it is mended. */
import type { Draft } from "../menu/menu";

export interface Mending {
  /** The id of the element, and the field in it that has to change. */
  readonly element: string;
  readonly field: string;
  /** What the problem is about, when that is not plain from its words. */
  readonly title: string;
}

export function mendingOf(draft: Draft, pointer: string): Mending {
  const [list = "", index = "", below = "", inner = "", leaf = ""] = pointer.split("/").slice(1);
  const course = list === "courses" && index ? draft.courses[Number(index)] : undefined;
  const item = below === "items" && inner ? course?.items[Number(inner)] : undefined;
  const pairing = list === "pairings" && index ? draft.pairings[Number(index)] : undefined;
  if (item) return { element: `item-${item.id}`, field: leaf, title: item.media.title };
  if (course) return { element: `course-${course.id}`, field: below, title: course.title };
  if (pairing) return { element: `pairing-${pairing.id}`, field: below, title: "" };
  if (list === "courses") return { element: "new-course", field: "", title: "" };
  if (list === "pairings") return { element: "pairings", field: "", title: "" };
  return { element: "menu", field: list, title: "" };
}

/** Shows the place and puts the cursor into its field, or into the first thing there that takes it. */
export function goTo({ element, field }: Mending): void {
  const place = document.getElementById(element);
  if (!place) return;
  place.scrollIntoView({ block: "center" });
  const named = field ? place.querySelector<HTMLElement>(`[data-field="${field}"]`) : null;
  (named ?? place.querySelector<HTMLElement>("textarea, input, select, button, a"))?.focus();
}
