/** The focus never falls to the page itself: what an edit takes away leaves it to what stands there instead. */
import type { Attachment } from "svelte/attachments";

/** `changed` reads what edits change: after each of them, the focus is looked after. */
export function keptFocus(changed: () => unknown): Attachment<HTMLElement> {
  return (editor) => {
    let last = "";
    const remember = ({ target }: Event): void => {
      last = (target as Element).id;
    };
    // Who presses on bare paper means to leave.
    const forget = (): void => {
      last = "";
    };
    editor.addEventListener("focusin", remember);
    addEventListener("pointerdown", forget);
    // Later than the edit itself, which mostly knows better where to go.
    const look = (): void => {
      if (document.activeElement !== document.body || !last) return;
      (document.getElementById(last) ?? document.getElementById("add-course"))?.focus();
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
