/** What the service has against one field. */
import type { Desk } from "../desk/desk.svelte";

/** The words to stand below the field at this place, such as `items/ID/annotation`; empty when nothing is wrong. */
export function errorAt({ saving }: Desk, place: string): string {
  if (saving.name !== "refused") return "";
  return saving.errors.filter(({ pointer }) => pointer === place).map(({ message }) => message).join(" ");
}
