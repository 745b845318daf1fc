/** The panel beside the desk: which of its rooms is open. */
import { createContext, untrack } from "svelte";
import type { Desk } from "../desk/desk.svelte";
import { parts } from "../parts.svelte";

export const ROOMS = ["publish", "share", "history"] as const;
export type Room = (typeof ROOMS)[number];

export class Panel {
  room = $state<Room | undefined>();

  open(room: Room): void {
    this.room = room;
    parts.whenHere(() => undefined);
  }

  close(): void {
    this.room = undefined;
  }
}

/** Looks now, and again when the session has begun anew. */
export function inEachSession(desk: Desk, look: () => void): void {
  $effect(() => {
    void desk.sessions;
    untrack(look);
  });
}

export const [thePanel, setPanel] = createContext<Panel>();
