/** Dragging by SortableJS: it shows where things would go; then they are put back, and the draft says where they are. */
import type { Attachment } from "svelte/attachments";
import { idsAfter, sortable } from "../drag";

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
    return sortable(list, {
      group,
      draggable,
      handle,
      animation: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 140,
      // The line stands before or after whatever half the pointer is over.
      invertSwap: true,
      invertedSwapThreshold: 1,
      emptyInsertThreshold: 24,
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
  };
}
