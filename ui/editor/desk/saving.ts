/** What saving is about, in types: a version, how it stands, and what a saver asks of the desk. */
import type { Change } from "../menu/changes";
import type { Draft, Menu } from "../menu/menu";
import type { Refusal } from "./refusals";

/** A draft as the service has it. */
export interface Version {
  readonly draft: Draft;
  readonly version: number;
}

/** The menu as it was changed elsewhere, where that goes against what was changed here since `base`. */
export interface Dispute {
  readonly base: Draft;
  readonly theirs: Version;
}

export type Standing =
  | { readonly name: "saved" | "saving" | "offline" | "gone" }
  | { readonly name: "conflict"; readonly dispute: Dispute }
  | { readonly name: "refused"; readonly refusals: readonly Refusal[] };

/** What the saver works for and with. */
export interface Surroundings {
  draft(): Draft;
  /** Another draft takes the place of the one on screen, with changes from elsewhere. */
  take(draft: Draft): void;
  /** The service tells more of the works on screen. */
  learn(change: Change): void;
  show(standing: Standing): void;
  /** The service has taken this. */
  confirmed(version: Version): void;
  /** The whole menu was read anew. */
  seen(menu: Menu): void;
  isOnline(): boolean;
}
