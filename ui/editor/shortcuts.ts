/** The keys that do something wherever the focus is. */

/** What a key asks for wherever the focus is; a field has its own letters, and its own way back. */
export function shortcutOf(event: KeyboardEvent): "find" | "keys" | "undo" | "redo" | undefined {
  if (event.defaultPrevented || event.altKey || isTyping(event)) return undefined;
  const key = event.key.toLowerCase();
  if (!event.ctrlKey && !event.metaKey) return key === "/" ? "find" : key === "?" ? "keys" : undefined;
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" ? "redo" : undefined;
}

function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLInputElement) return target.type !== "checkbox" && target.type !== "radio";
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}
