/** Ctrl or ⌘ and a click anywhere on a work selects it, and Shift with them reaches to it; its fields and buttons stay what they are. */
import type { Attachment } from "svelte/attachments";
import type { Workbench } from "./workbench.svelte";

const OWN_CLICKS = "button, a, input, textarea, [role=menu]";

export function pickByClick(bench: Workbench): Attachment<HTMLElement> {
  return (courses) => {
    const pick = (event: MouseEvent): void => {
      const target = event.target as Element;
      const id = target.closest<HTMLElement>(".item")?.dataset["id"];
      if (id === undefined || target.closest(OWN_CLICKS)) return;
      if (event.shiftKey) bench.selection.reach(id, bench.order);
      else if (event.ctrlKey || event.metaKey) bench.selection.toggle(id);
      else return;
      document.getElementById(`mark-${id}`)?.focus({ preventScroll: true });
      bench.tellSelection();
    };
    courses.addEventListener("click", pick);
    return () => courses.removeEventListener("click", pick);
  };
}
