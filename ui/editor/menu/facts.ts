/** What a line says of a work, and which typographic cover it has: the same as the server's pages say. */
import type { Words } from "../words/words";
import type { Work } from "./menu";

const HUES = 24n;
const MOST_MAKERS = 3;

/** The place on the colour wheel that a work keeps wherever it is shown, 0 to 23. */
export function hueOf(workId: string): number {
  return Number(BigInt(`0x${workId.replaceAll("-", "")}`) % HUES);
}

/** One line: film · Andrei Tarkovsky · 1979. */
export function factsOf(work: Pick<Work, "media_type" | "creators" | "release_year">, words: Words): string {
  const { creators } = work;
  const makers =
    creators.length > MOST_MAKERS
      ? words.say("makers_and_others", { names: creators.slice(0, MOST_MAKERS - 1).join(", ") })
      : creators.join(", ");
  const parts = [words.say(`kind_${work.media_type}`), makers && isolated(makers), work.release_year ?? ""];
  return parts.filter(Boolean).join("\u00a0· ");
}

/** Between bidi isolates, so that right-to-left names do not reorder the line around them. */
function isolated(text: string): string {
  return /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(text) ? `\u2068${text}\u2069` : text;
}
