/** Works that are dragged out of the results into a course; the results themselves stay as they are. */
import Sortable from "sortablejs";
import type { Attachment } from "svelte/attachments";

/** A work, and the ids of what follows it where it was let go. */
export interface Fall {
  readonly workId: string;
  readonly courseId: string;
  readonly follow: readonly string[];
}

export function draggedOut(fell: (fall: Fall) => void): Attachment<HTMLElement> {
  return (list) => {
    const sortable = Sortable.create(list, {
      // The lists of the sheet take what is of their group.
      group: { name: "works", pull: "clone", put: false },
      sort: false,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      ghostClass: "landing",
      fallbackClass: "airborne",
      // A finger that lies still lifts; one that moves scrolls.
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      scroll: true,
      forceAutoScrollFallback: true,
      scrollSensitivity: 110,
      scrollSpeed: 16,
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
    return () => sortable.destroy();
  };
}

function idsAfter(node: Element): readonly string[] {
  const ids: string[] = [];
  for (let next = node.nextElementSibling; next instanceof HTMLElement; next = next.nextElementSibling) {
    if (next.dataset["id"]) ids.push(next.dataset["id"]);
  }
  return ids;
}
