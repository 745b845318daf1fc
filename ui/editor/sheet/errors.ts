/** What the service has against one field. */
import type { Desk } from "../desk/desk.svelte";

/** The words to stand below the field at this pointer; empty when nothing is wrong. */
export function errorAt({ saving }: Desk, pointer: string): string {
  if (saving.name !== "refused") return "";
  return saving.errors.filter((error) => error.pointer === pointer).map(({ message }) => message).join(" ");
}
