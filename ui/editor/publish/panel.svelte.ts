/** The panel beside the desk: which of its rooms is open. */
import { createContext } from "svelte";
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

export const [thePanel, setPanel] = createContext<Panel>();
