/** The door to the room where works are found: who stands behind it opens it, and whoever needs it knocks. */
import { createContext, tick } from "svelte";

export class Doors {
  /** Set by the room itself: puts the focus into its field, with the course that the works are for. */
  find: ((courseId?: string) => void) | undefined;
  /** Whether that room is open over the menu; where there is space for both, it always stands beside it. */
  isFinding = $state(false);
  #opener: Element | null = null;

  async toFind(courseId?: string): Promise<void> {
    if (!this.isFinding) this.#opener = document.activeElement;
    this.isFinding = true;
    await tick();
    this.find?.(courseId);
  }

  async leaveFind(): Promise<void> {
    this.isFinding = false;
    await tick();
    if (this.#opener instanceof HTMLElement) this.#opener.focus();
  }
}

export const [theDoors, setDoors] = createContext<Doors>();
