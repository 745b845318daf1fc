/** The keys that do something wherever the focus is. */

/**
 * What a key asks for wherever the focus is. A field has its own letters, and its own way back: as far as the text
 * `before` that it had when it got the focus. Browsers would go on from there to what was typed in another field.
 */
export function shortcutOf(event: KeyboardEvent, before: string): "find" | "keys" | "undo" | "redo" | undefined {
  const isField = isTyping(event);
  if (event.defaultPrevented || event.altKey || (isField && textIn(event.target) !== before)) return undefined;
  const key = event.key.toLowerCase();
  if (!event.ctrlKey && !event.metaKey) return isField ? undefined : key === "/" ? "find" : key === "?" ? "keys" : undefined;
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : undefined;
}

/** What stands in a field. */
export function textIn(field: EventTarget | null): string {
  return (field as Partial<HTMLInputElement> | null)?.value ?? "";
}

function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
