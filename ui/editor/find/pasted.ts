/** A pasted list under review: what each line is taken for, and what becomes of it. Pure. */
import type { Suggestion } from "./works";

export interface Match {
  readonly line: string;
  readonly status: "matched" | "unsure" | "not-found";
  /** Best first. */
  readonly candidates: readonly Suggestion[];
}

/** `chosen` is the id of a work, null for none of them, undefined as long as nobody has said. */
export interface Line extends Match {
  readonly chosen: string | null | undefined;
  /** A line above is taken for the same work. */
  readonly isAgain?: boolean;
}

/** The lines that say something. */
export function linesIn(text: string): readonly string[] {
  return text.split(/[\r\n]+/).map((line) => line.trim()).filter(Boolean);
}

/** What is sure is chosen, but not twice, and not what is on the menu already. */
export function reviewed(matches: readonly Match[], onMenu: ReadonlyMap<string, unknown>): readonly Line[] {
  const listed = new Set<string>();
  return matches.map((match) => {
    const best = match.candidates[0]?.id;
    if (match.status !== "matched" || best === undefined) return { ...match, chosen: undefined };
    const isAgain = listed.has(best);
    listed.add(best);
    return { ...match, isAgain, chosen: isAgain || onMenu.has(best) ? null : best };
  });
}

export function withChosen(lines: readonly Line[], index: number, chosen: string | null): readonly Line[] {
  return lines.map((line, place) => (place === index ? { ...line, chosen } : line));
}

/** The works to add, each once, in the order of the list. */
export function chosenWorks(lines: readonly Line[]): readonly Suggestion[] {
  const chosen = lines.flatMap(({ candidates, chosen }) => candidates.filter(({ id }) => id === chosen));
  return [...new Map(chosen.map((work) => [work.id, work])).values()];
}

/** What is still to be done when the chosen works are on the menu: a line that was sure and not wanted is done. */
export function leftOver(lines: readonly Line[]): readonly Line[] {
  return lines.filter(({ status, chosen }) => !chosen && status !== "matched");
}
