/** What becomes of the edits, as the screen shows it. */
import type { Words } from "../words/words";
import type { Standing } from "./saving";

/** Something that the service refused: at which place of the draft, such as `menu/title` or `courses/ID/title`, and why, in words. */
export interface Refused {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

/** On their way, safe, waiting for a connection, or in need of the curator. */
export type SavingState =
  | { readonly name: "saved" | "saving" | "offline" | "conflict" | "signed-out" | "gone" }
  | { readonly name: "refused"; readonly errors: readonly Refused[] };

export function stateOf(standing: Standing, words: Words): SavingState {
  if (standing.name !== "refused") return { name: standing.name };
  const errors = standing.refusals.map(({ place, code, message }) => ({ pointer: place, code, message: words.refusal(code, message) }));
  return { name: "refused", errors };
}
