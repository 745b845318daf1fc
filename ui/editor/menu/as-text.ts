/** A draft as plain text (Markdown), for whoever has to take it elsewhere. */
import { itemsOf, type Draft } from "./menu";

export function asText(draft: Draft): string {
  const titles = new Map(itemsOf(draft).map(({ id, media }) => [id, media.title]));
  const courses = draft.courses.flatMap(({ title, intent, items }) => [
    `## ${title}`,
    intent,
    ...items.flatMap(({ media, annotation }) => [`### ${[media.title, media.release_year].filter(Boolean).join(", ")}`, annotation]),
  ]);
  const pairings = draft.pairings.flatMap((each) => [
    `### ${titles.get(each.first_item_id)} · ${each.relationship} · ${titles.get(each.second_item_id)}`,
    each.narrative,
  ]);
  const parts = [`# ${draft.title}`, draft.description, ...courses, ...(pairings.length > 0 ? ["---", ...pairings] : [])];
  return `${parts.filter(Boolean).join("\n\n")}\n`;
}
