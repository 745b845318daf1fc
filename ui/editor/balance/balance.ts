/** The balance of a menu as the service computes it, and the words and shares that are drawn from it. */
import type { Words } from "../words/words";

export interface Time {
  readonly minutes: number;
  readonly watching: number;
  readonly listening: number;
  readonly playing: number;
  readonly reading: number;
  readonly pages: number;
  readonly unknown: number;
}

export interface Balance {
  readonly works: number;
  readonly by_media_type: readonly { readonly media_type: string; readonly works: number }[];
  readonly decades: readonly { readonly decade: number | null; readonly works: number }[];
  readonly languages: readonly { readonly language: string | null; readonly works: number }[];
  readonly countries: readonly { readonly country: string | null; readonly works: number }[];
  readonly total: Time;
  readonly without_note: number;
  readonly unpaired: number;
  readonly courses: readonly { readonly course_id: string; readonly works: number; readonly total: Time }[];
}

/** Ten years in words: 1960s. */
function tenYears(decade: number, words: Words): string {
  return words.say("decade", { decade, last: decade + 9 });
}

/** A line of a drawing: what it is of, how many works, and its share of the longest, 0 to 1. */
export interface Bar {
  readonly label: string;
  readonly works: number;
  readonly share: number;
}

export function bars(counts: readonly { readonly label: string; readonly works: number }[]): readonly Bar[] {
  const most = Math.max(1, ...counts.map(({ works }) => works));
  return counts.map((each) => ({ ...each, share: each.works / most }));
}

/** 2 h 42 min; 48 min; about 31 hours when it is long. */
export function duration(minutes: number, words: Words): string {
  const LONG = 10 * 60;
  if (minutes >= LONG) return words.say("about_hours", { n: Math.round(minutes / 60) });
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return words.say("minutes", { minutes: rest });
  return rest ? words.say("hours_minutes", { hours, minutes: rest }) : words.say("hours", { hours });
}

/** The first decade to the last: 1960s – 2010s; empty when no year is known. */
export function span({ decades }: Balance, words: Words): string {
  const known = decades.flatMap(({ decade }) => (decade === null ? [] : [decade]));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  if (!known.length) return "";
  const from = tenYears(first, words);
  return first === last ? from : `${from} – ${tenYears(last, words)}`;
}

export function decadeBars({ decades }: Balance, words: Words): readonly Bar[] {
  return bars(
    decades.map(({ decade, works }) => ({
      label: decade === null ? words.say("year_unknown") : tenYears(decade, words),
      works,
    })),
  );
}

/** Names of languages or countries by their codes, in the language of the page. */
export function namedBars(
  counts: readonly { readonly code: string | null; readonly works: number }[],
  type: "language" | "region",
  words: Words,
): readonly Bar[] {
  const names = new Intl.DisplayNames(words.locale, { type, fallback: "code" });
  const nameOf = (code: string): string => {
    try {
      return names.of(code) ?? code;
    } catch {
      return code; // a code that is none: catalogues hold what upstreams sent
    }
  };
  return bars(counts.map(({ code, works }) => ({ label: code ? nameOf(code) : words.say("not_known"), works })));
}
