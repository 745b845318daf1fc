/** A state of the editor: how the service stands before it begins, and what is done on the page until it is there. */
import type { Answers, Brought } from "./brought";
import type { Hand } from "./hand";
import type { Kitchen } from "./kitchen";
import type { Surroundings } from "./surroundings";

export interface Scene {
  readonly brought: Brought;
  readonly answers: Answers;
  readonly kitchen: Kitchen;
  readonly around: Surroundings;
}

export interface Specimen {
  /** The components that are seen in it, by the names of their files. */
  readonly shows: readonly string[];
  /** Changes what the page brings along, or what the service has, before the editor begins. */
  readonly lay?: (scene: Scene) => void;
  /** Ends when the state is seen. */
  readonly act: (hand: Hand, scene: Scene) => Promise<unknown>;
}

export type Specimens = Readonly<Record<string, Specimen>>;
