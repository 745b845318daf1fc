/** The menu as the API tells it; all of it is frozen, and a change makes the next one. */

export interface ExternalLink {
  readonly source_name: string;
  readonly external_key: string;
  readonly url: string | null;
}

/** A work of the catalogue as it stands on a menu. */
export interface Work {
  readonly id: string;
  readonly media_type: string;
  readonly title: string;
  readonly release_year: number | null;
  readonly creators: readonly string[];
  readonly cover_url: string | null;
  readonly external_links: readonly ExternalLink[];
  readonly details: Readonly<Record<string, unknown>>;
}

export interface Item {
  readonly id: string;
  readonly item_key: string;
  readonly media_item_id: string;
  readonly media: Work;
  readonly annotation: string | null;
}

export interface Course {
  readonly id: string;
  readonly title: string;
  readonly intent: string | null;
  readonly items: readonly Item[];
}

export interface Pairing {
  readonly id: string;
  readonly first_item_id: string;
  readonly second_item_id: string;
  readonly relationship: string;
  readonly narrative: string;
}

/** What a curator edits, in order: everything that undo, autosave and merging are about. */
export interface Draft {
  readonly title: string;
  readonly description: string | null;
  readonly courses: readonly Course[];
  readonly pairings: readonly Pairing[];
}

/** Where the menu stands with its readers; it is changed by publishing, not by editing. */
export interface Standing {
  readonly status: "draft" | "published";
  readonly visibility: "public" | "unlisted";
  readonly edition: { readonly number: number; readonly published_at: string } | null;
}

export interface Menu extends Draft, Standing {
  readonly id: string;
  readonly slug: string;
  readonly version: number;
}

export function draftOf(menu: Menu): Draft {
  const { title, description, courses, pairings } = menu;
  return { title, description, courses, pairings };
}

export function standingOf(menu: Menu): Standing {
  const { status, visibility, edition } = menu;
  return { status, visibility, edition };
}

/** Every work, in reading order. */
export function itemsOf(draft: Draft): readonly Item[] {
  return draft.courses.flatMap((course) => course.items);
}

/** Where a work stands: the places of its course and of itself, from 0. */
export function placeOf(draft: Draft, itemId: string): { course: number; item: number } | undefined {
  for (const [course, { items }] of draft.courses.entries()) {
    const item = items.findIndex(({ id }) => id === itemId);
    if (item >= 0) return { course, item };
  }
  return undefined;
}
