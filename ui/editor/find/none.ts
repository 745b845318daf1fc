/** What is said where nothing was found: of which words, and among which kind of works. */
import type { Words } from "../words/words";
import type { Kind } from "./works";

export function noneOf(q: string, kind: Kind | null, words: Words): string {
  const among = kind ? words.say(`kinds_${kind}`) : "";
  return q && kind ? words.say("find_none_among", { q, kind: among }) : words.say("find_none", { q: q || among });
}
