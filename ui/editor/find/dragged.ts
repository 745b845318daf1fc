/** Works that are dragged out of the results into a course; the results themselves stay as they are. */
import type { Attachment } from "svelte/attachments";
import { idsAfter, sortable } from "../drag";

/** A work, and the ids of what follows it where it was let go. */
export interface Fall {
  readonly workId: string;
  readonly courseId: string;
  readonly follow: readonly string[];
}

export function draggedOut(fell: (fall: Fall) => void): Attachment<HTMLElement> {
  return (list) => {
    return sortable(list, {
      // The lists of the sheet take what is of their group.
      group: { name: "works", pull: "clone", put: false },
      sort: false,
      // A finger that lies still lifts; one that moves scrolls.
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      onStart: () => document.documentElement.classList.add("dragging"),
      onEnd: ({ item, clone, to }) => {
        document.documentElement.classList.remove("dragging");
        const follow = idsAfter(item);
        // Svelte put the node into the results: it goes back to where its clone was left.
        if (to !== list) clone.replaceWith(item);
        const { workId } = item.dataset;
        const courseId = to.dataset["course"];
        if (workId && courseId) fell({ workId, courseId, follow });
      },
    });
  };
}
