/** Works that are dragged out of the results into a course; the results themselves stay as they are. */
import type Sortable from "sortablejs";
import type { Attachment } from "svelte/attachments";
import { sortable } from "../drag";

/** A work, and the ids of what follows it where it was let go. */
export interface Fall {
  readonly workId: string;
  readonly courseId: string;
  readonly follow: readonly string[];
}

/** Where the results lie over the menu, there is nowhere to drag them to. */
const covers = matchMedia("(max-width: 62rem)");

export function draggedOut(fell: (fall: Fall) => void): Attachment<HTMLElement> {
  return (results) => {
    const options: Sortable.Options = {
      // The lists of the sheet take what is of their group.
      group: { name: "works", pull: "clone", put: false },
      sort: false,
      filter: () => covers.matches,
      preventOnFilter: false,
      // A finger that lies still lifts; one that moves scrolls.
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
    };
    return sortable(results, options, {
      // To where its clone was left.
      putBack: ({ item, clone, to }) => to !== results && clone.replaceWith(item),
      land: ({ item, list, follow }) => {
        const { workId } = item.dataset;
        const courseId = list.dataset["course"];
        if (workId && courseId) fell({ workId, courseId, follow });
      },
    });
  };
}
