/** SortableJS as both rooms use it: it comes after the editor, since keys do without it, and draws what is in the air itself. */
import type Sortable from "sortablejs";
import { sortable as fetched } from "./parts.svelte";

// The browser's own dragging knows no touch, and paints the thing in the air as it likes.
const ALWAYS: Sortable.Options = {
  forceFallback: true,
  fallbackOnBody: true,
  fallbackTolerance: 4,
  ghostClass: "landing",
  fallbackClass: "airborne",
  scroll: true,
  forceAutoScrollFallback: true,
  bubbleScroll: true,
  scrollSensitivity: 110,
  scrollSpeed: 16,
};

/** Makes the parts of a list draggable; gives what ends that. */
export function sortable(list: HTMLElement, options: Sortable.Options): () => void {
  let made: Sortable | undefined;
  let isOver = false;
  void fetched().then(
    (library) => {
      if (!isOver) made = library.default.create(list, { ...ALWAYS, ...options });
    },
    () => undefined, // without a connection at the very beginning there are keys and menus
  );
  return () => {
    isOver = true;
    made?.destroy();
  };
}

/** The ids of what follows a node in its list. */
export function idsAfter(node: Element): readonly string[] {
  const ids: string[] = [];
  for (let next = node.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
    if (next.dataset["id"]) ids.push(next.dataset["id"]);
  }
  return ids;
}
