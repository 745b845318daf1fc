/** What a list of choices shows; Svelte's own way would watch each list for other options all the time. */
import type { Attachment } from "svelte/attachments";

/** `among` is what the options are made of, where that may change. */
export function showing(value: string, among?: unknown): Attachment<HTMLSelectElement> {
  void among;
  return (list) => {
    list.value = value;
  };
}
