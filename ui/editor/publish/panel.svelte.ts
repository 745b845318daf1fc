/** The panel beside the desk: which of its rooms is open. */
import { createContext, untrack } from "svelte";
import type { Desk } from "../desk/desk.svelte";
import { parts } from "../parts.svelte";

export const ROOMS = ["publish", "share", "history"] as const;
export type Room = (typeof ROOMS)[number];

export class Panel {
  room = $state<Room | undefined>();
  readonly #typed = new Map<string, string>();

  /** What was typed into a field and not sent stands there again when its room is opened again. */
  readonly keeping = (field: HTMLInputElement): (() => void) => {
    field.value = this.#typed.get(field.id) ?? field.value;
    return () => void this.#typed.set(field.id, field.value);
  };

  open(room: Room): void {
    this.room = room;
    parts.whenHere(() => undefined);
  }

  close(): void {
    this.room = undefined;
  }
}

/** Looks now, and again when saving, which was in trouble, goes on, and when the session has begun anew. */
export function lookAgain(desk: Desk, look: () => unknown): void {
  const isSaved = $derived(desk.saving.name === "saved");
  $effect(() => {
    void [isSaved, desk.sessions];
    untrack(look);
  });
}

export const [thePanel, setPanel] = createContext<Panel>();
