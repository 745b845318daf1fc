/** What a line says of a work, and which typographic cover it has: the same as the server's pages say. */
import { exactly } from "../balance/balance";
import type { Words } from "../words/words";
import type { Work } from "./menu";

const HUES = 24n;
const MOST_MAKERS = 3;

/** The place on the colour wheel that a work keeps wherever it is shown, 0 to 23. */
export function hueOf(workId: string): number {
  return Number(BigInt(`0x${workId.replaceAll("-", "")}`) % HUES);
}

type Told = Pick<Work, "media_type" | "creators" | "release_year"> & Partial<Pick<Work, "details">>;

/** One line: film · Andrei Tarkovsky · 1979 · 2 h 42 min. */
export function factsOf(work: Told, words: Words): string {
  const { creators, details = {} } = work;
  const makers =
    creators.length > MOST_MAKERS
      ? words.say("makers_and_others", { names: creators.slice(0, MOST_MAKERS - 1).join(", ") })
      : creators.join(", ");
  const parts = [words.say(`kind_${work.media_type}`), makers && isolated(makers), work.release_year ?? "", inOnePiece(extent(details, words))];
  return parts.filter(Boolean).join("\u00a0· ");
}

/** How long it takes: running time, pages, or hours of play; empty when nobody knows. */
function extent(details: Work["details"], words: Words): string {
  const known = (name: string): number => Number(details[name]) || 0;
  const [minutes, n] = [known("runtime_minutes") || known("duration_minutes"), known("page_count")];
  if (minutes) return exactly(minutes, words);
  if (n) return words.say("pages", { n, pages: n.toLocaleString(words.locale) });
  const play = known("playtime_hours") && Math.max(1, Math.round(known("playtime_hours")));
  return play ? words.say("hours_of_play", { n: play, hours: play.toLocaleString(words.locale) }) : "";
}

function inOnePiece(text: string): string {
  return text.replaceAll(" ", "\u00a0");
}

/** Between bidi isolates, so that right-to-left names do not reorder the line around them. */
function isolated(text: string): string {
  return /\p{Script=Hebrew}|\p{Script=Arabic}/u.test(text) ? `\u2068${text}\u2069` : text;
}
