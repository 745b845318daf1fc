/** The balance of a menu as the service computes it, and what is said of it. */
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
export function tenYears(decade: number, words: Words): string {
  return words.say("decade", { decade, last: decade + 9 });
}

/** 2 h 42 min; 48 min; about 31 hours when it is long. */
export function duration(minutes: number, words: Words): string {
  const LONG = 10 * 60;
  return minutes >= LONG ? words.say("about_hours", { n: Math.round(minutes / 60) }) : exactly(minutes, words);
}

/** However long it is: 15 h. */
export function exactly(minutes: number, words: Words): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  if (!hours) return words.say("minutes", { minutes: rest });
  return rest ? words.say("hours_minutes", { hours, minutes: rest }) : words.say("hours", { hours });
}

/** The first decade to the last: 1960s – 2010s; empty when no year is known. */
export function span({ decades }: Balance, words: Words): string {
  const known = decades.flatMap(({ decade }) => (decade === null ? [] : [decade]));
  const [first, last] = [Math.min(...known), Math.max(...known)];
  if (!known.length) return "";
  return first === last ? tenYears(first, words) : words.say("decades", { first, last, end: last + 9 });
}
