/** Dragging by SortableJS: it shows where things would go; then they are put back, and the draft says where they are. */
import Sortable from "sortablejs";
import type { Attachment } from "svelte/attachments";

/** Where something was let go: the list, and the ids of what follows it there. */
export interface Drop {
  readonly id: string;
  readonly list: HTMLElement;
  readonly follow: readonly string[];
}

interface Wishes {
  readonly group: string;
  readonly draggable: string;
  readonly handle: string;
  readonly lift?: (id: string) => void;
  readonly drop: (drop: Drop) => void;
  readonly settle?: () => void;
}

export function dragging({ group, draggable, handle, lift, drop, settle }: Wishes): Attachment<HTMLElement> {
  return (list) => {
    let home: Node | null = null;
    const sortable = Sortable.create(list, {
      group,
      draggable,
      handle,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      // The browser's own dragging knows no touch, and paints the thing in the air as it likes.
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      ghostClass: "landing",
      fallbackClass: "airborne",
      // The line stands before or after whatever half the pointer is over.
      invertSwap: true,
      invertedSwapThreshold: 1,
      emptyInsertThreshold: 24,
      scroll: true,
      forceAutoScrollFallback: true,
      bubbleScroll: true,
      scrollSensitivity: 110,
      scrollSpeed: 16,
      onChoose: ({ item }) => lift?.(item.dataset["id"] ?? ""),
      onUnchoose: () => settle?.(),
      onStart: ({ item }) => {
        home = item.nextSibling;
        document.documentElement.classList.add("dragging");
      },
      onEnd: ({ item, from, to }) => {
        document.documentElement.classList.remove("dragging");
        const follow = idsAfter(item);
        from.insertBefore(item, home);
        drop({ id: item.dataset["id"] ?? "", list: to, follow });
      },
    });
    return () => sortable.destroy();
  };
}

function idsAfter(item: Element): readonly string[] {
  const ids: string[] = [];
  for (let next = item.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
    if (next.dataset["id"]) ids.push(next.dataset["id"]);
  }
  return ids;
}
