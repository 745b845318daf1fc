/** Dragging by SortableJS: it shows where things would go; then they are put back, and the draft says where they are. */
import type Sortable from "sortablejs";
import type { Attachment } from "svelte/attachments";
import { sortable, type Landing } from "../drag";

interface Wishes {
  readonly group: string;
  readonly draggable: string;
  readonly handle: string;
  readonly lift?: (id: string) => void;
  readonly drop: (id: string, landing: Landing) => void;
  readonly settle?: () => void;
}

export function dragging({ group, draggable, handle, lift, drop, settle }: Wishes): Attachment<HTMLElement> {
  return (list) => {
    let home: Node | null = null;
    const options: Sortable.Options = {
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
      onStart: ({ item }) => (home = item.nextSibling),
    };
    return sortable(list, options, {
      putBack: ({ item, from }) => from.insertBefore(item, home),
      land: (landing) => drop(landing.item.dataset["id"] ?? "", landing),
    });
  };
}
