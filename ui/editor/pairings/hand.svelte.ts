/** The pairing that is being made: begun at any work, or with none chosen yet. */
import { createContext } from "svelte";
import { parts } from "../parts.svelte";

export class PairingInHand {
  isOpen = $state(false);
  wasBegun = $state(false);
  firstId = $state("");

  /** Asks for the other work; the focus comes back to where it was when that is over. */
  begin(firstId = ""): void {
    parts.whenHere(() => {
      this.firstId = firstId;
      this.isOpen = this.wasBegun = true;
    });
  }

  end(): void {
    this.isOpen = false;
  }
}

export const [thePairingInHand, setPairingInHand] = createContext<PairingInHand>();
