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

/** Where something was let go: the list, and the ids of what follows it there. */
export interface Landing {
  readonly item: HTMLElement;
  readonly list: HTMLElement;
  readonly follow: readonly string[];
}

interface Journey {
  /** The node is where it was let go: it goes back to where Svelte has put it. */
  readonly putBack: (event: Sortable.SortableEvent) => void;
  readonly land: (landing: Landing) => void;
}

let isCalledOff = false;

/** Escape lets go of what is in the air, and everything stays as it was. */
function callOff(event: KeyboardEvent): void {
  if (event.key !== "Escape") return;
  event.preventDefault();
  event.stopPropagation();
  isCalledOff = true;
  for (const kind of ["pointerup", "mouseup"]) document.dispatchEvent(new Event(kind));
}

function take(isTaken: boolean): void {
  document.documentElement.classList.toggle("dragging", isTaken);
  if (isTaken) addEventListener("keydown", callOff, true);
  else removeEventListener("keydown", callOff, true);
}

/** Makes the parts of a list draggable; gives what ends that. */
export function sortable(list: HTMLElement, options: Sortable.Options, { putBack, land }: Journey): () => void {
  const journey: Sortable.Options = {
    onStart: (event) => {
      isCalledOff = false;
      take(true);
      options.onStart?.(event);
    },
    onEnd: (event) => {
      const { item, to } = event;
      const follow = idsAfter(item);
      take(false);
      putBack(event);
      if (!isCalledOff) land({ item, list: to, follow });
    },
  };
  let made: Sortable | undefined;
  let isOver = false;
  void fetched().then(
    (library) => {
      if (!isOver) made = library.default.create(list, { ...ALWAYS, ...options, ...journey });
    },
    () => undefined, // without a connection at the very beginning there are keys and menus
  );
  return () => {
    isOver = true;
    made?.destroy();
  };
}

function idsAfter(node: Element): readonly string[] {
  const ids: string[] = [];
  for (let next = node.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
    if (next.dataset["id"]) ids.push(next.dataset["id"]);
  }
  return ids;
}
