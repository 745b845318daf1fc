/** The drawings of a balance: lines with shares of the longest. */
import type { Words } from "../words/words";
import { tenYears, type Balance } from "./balance";

/** A line of a drawing: what it is of, how many works, and its share of the longest, 0 to 1. */
export interface Bar {
  readonly label: string;
  readonly works: number;
  readonly share: number;
  /** The kind of the works, where it is a line of one. */
  readonly kind?: string;
}

export function bars(counts: readonly Omit<Bar, "share">[]): readonly Bar[] {
  const most = Math.max(1, ...counts.map(({ works }) => works));
  return counts.map((each) => ({ ...each, share: each.works / most }));
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
