/** Works as searches tell them, before they stand on a menu. */
import type { Work } from "../menu/menu";

/** Enough of a work to pick it from a list. */
export type Suggestion = Pick<Work, "id" | "media_type" | "title" | "release_year" | "creators" | "cover_url">;

export const KINDS = ["film", "tv", "book", "magazine", "game", "music", "audio", "event"] as const;
export type Kind = (typeof KINDS)[number];

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** What a menu keeps of a work; what a suggestion does not tell comes with the next answer of the server. */
export function workOf(found: Suggestion & Partial<Work>): Work {
  const { id, media_type, title, release_year, creators, cover_url } = found;
  const { external_links = [], details = {} } = found;
  return { id, media_type, title, release_year, creators, cover_url, external_links, details };
}
