/** The focus never falls to the page itself: what an edit takes away leaves it to what stands there instead. */
import type { Attachment } from "svelte/attachments";

/** Where the focus may go instead of the thing that has it: around it first, then beside that, and so on outwards. */
function placesAround(thing: Element, editor: HTMLElement): readonly string[] {
  const places: string[] = [];
  for (let at: Element | null = thing; at && at !== editor; at = at.parentElement) {
    if (at.id) places.push(at.id, at.previousElementSibling?.id ?? "", at.nextElementSibling?.id ?? "");
  }
  return [...places.filter(Boolean), "add-course"];
}

/** Puts the focus on it, or on the first button or link in it. */
function settleIn(place: HTMLElement | null): boolean {
  place?.focus();
  if (document.activeElement === document.body) place?.querySelector<HTMLElement>("button, a")?.focus();
  return document.activeElement !== document.body;
}

/** `changed` reads what edits change: after each of them, the focus is looked after. */
export function keptFocus(changed: () => unknown): Attachment<HTMLElement> {
  return (editor) => {
    let places: readonly string[] = [];
    const remember = ({ target }: Event): void => {
      places = placesAround(target as Element, editor);
    };
    // Who presses on bare paper means to leave.
    const forget = (): void => {
      places = [];
    };
    editor.addEventListener("focusin", remember);
    addEventListener("pointerdown", forget);
    // Later than the edit itself, which mostly knows better where to go.
    const look = (): void => {
      if (document.activeElement === document.body) places.some((id) => settleIn(document.getElementById(id)));
    };
    $effect(() => {
      changed();
      queueMicrotask(look);
    });
    return () => {
      editor.removeEventListener("focusin", remember);
      removeEventListener("pointerdown", forget);
    };
  };
}
