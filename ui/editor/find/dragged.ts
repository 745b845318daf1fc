/** Works that are dragged out of the results: what a list of the sheet asks when something falls into it. */
import Sortable from "sortablejs";
import type { Attachment } from "svelte/attachments";
import type { Work } from "../menu/menu";

/** The group that the lists of the sheet share with the results. */
export const GROUP = "works";

const works = new WeakMap<Element, Work>();

/** The work that this dragged node stands for; undefined when it did not come from the results. */
export function workAt(node: Element): Work | undefined {
  return works.get(node);
}

/** This node stands for a work. */
export function standsFor(work: Work): Attachment {
  return (node) => {
    works.set(node, work);
    return () => works.delete(node);
  };
}

/** The children of this list can be dragged away, and stay. `dropped` hears in which list one fell. */
export function draggedFrom(dropped: (list: HTMLElement) => void): Attachment<HTMLElement> {
  return (list) => {
    const sortable = Sortable.create(list, {
      group: { name: GROUP, pull: "clone", put: false },
      sort: false,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      delay: 250,
      delayOnTouchOnly: true,
      touchStartThreshold: 6,
      onEnd: ({ item, clone, to }) => {
        // Svelte put the node here: it comes back in the place of the clone that was left.
        if (clone.parentNode === list) clone.replaceWith(item);
        if (to !== list) dropped(to);
      },
    });
    return () => sortable.destroy();
  };
}
