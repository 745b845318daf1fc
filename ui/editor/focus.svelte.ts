/** The focus never falls to the page itself: what an edit takes away leaves it to what stands there instead. */
import type { Attachment } from "svelte/attachments";

/** The ids of where the focus was last, of what stands beside that, and of what both lie in, outwards. */
let trail: readonly string[] = [];
/** Who presses on bare paper means to leave. */
let hasLeft = true;

/** From nowhere, to where the focus was last in the menu, or as near to it as there still is something. */
export function goBack(): void {
  if (document.activeElement !== document.body || document.querySelector("dialog[open]")) return;
  for (const id of [...trail, "add-course"]) {
    const place = document.getElementById(id);
    place?.focus();
    if (place !== document.activeElement) place?.querySelector<HTMLElement>("button, a")?.focus();
    if (place?.contains(document.activeElement)) return;
  }
}

function trailOf(thing: Element, editor: Element): readonly string[] {
  const ids: string[] = [];
  for (let at: Element | null = thing; at && at !== editor; at = at.parentElement) {
    for (const each of [at, at.previousElementSibling, at.nextElementSibling]) if (each?.id) ids.push(each.id);
  }
  return ids;
}

/** `changed` reads what edits change: after each of them, the focus is looked after. */
export function keptFocus(changed: () => unknown): Attachment<HTMLElement> {
  return (editor) => {
    const remember = ({ target }: Event): void => {
      hasLeft = false;
      // From a dialog and from a notice, the way leads back to the menu.
      if (!(target as Element).closest("dialog, .notices")) trail = trailOf(target as Element, editor);
    };
    const leave = (): void => {
      hasLeft = true;
    };
    editor.addEventListener("focusin", remember);
    addEventListener("pointerdown", leave);
    // Later than the edit itself, which mostly knows better where to go.
    const look = (): void => {
      if (!hasLeft) goBack();
    };
    $effect(() => {
      changed();
      queueMicrotask(look);
    });
    return () => {
      editor.removeEventListener("focusin", remember);
      removeEventListener("pointerdown", leave);
    };
  };
}
