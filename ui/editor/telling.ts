/** Tells those who hear the page: in the dialog that is open, if one is, since all else is inert then. */
import type { Attachment } from "svelte/attachments";

/** Words are heard only where a region has stood for a moment: it goes to its place first. */
const A_MOMENT = 100;

export function telling(words: string): Attachment<HTMLElement> {
  return (region) => {
    // What was done may close the dialog that it was done in.
    let timer = setTimeout(() => {
      const place = (document.activeElement?.closest("dialog") ?? document.querySelector("dialog[open]") ?? document.querySelector(".editor"))!;
      region.textContent = "";
      if (region.parentNode !== place) place.append(region);
      timer = setTimeout(() => (region.textContent = words), A_MOMENT);
    });
    return () => clearTimeout(timer);
  };
}
