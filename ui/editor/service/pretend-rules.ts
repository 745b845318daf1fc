/** For tests: what the pretended service tidies and refuses, as the real one does. */
import type { Draft, Pairing } from "../menu/menu";

export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly pointer?: string,
  ) {
    super(code);
  }

  /** Points into the document that was sent: of one thing, its fields alone. */
  answerTo(path: string): Response {
    const pointer = path.endsWith("/content") ? this.pointer : this.pointer?.replace(/.*(?=\/)/, "");
    const errors = pointer === undefined ? [] : [{ pointer, code: this.code, message: this.code }];
    return refuse(this.status, this.code === "text-missing" ? "text-invalid" : this.code, errors);
  }
}

export function problem(code: string): never {
  throw new Refusal(422, code);
}

export function refuse(status: number, code: string, errors: readonly object[] = [], headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify({ status, code, detail: code, errors }), { status, headers });
}

export function without(draft: Draft, items: ReadonlySet<string>, courseId?: string): Draft {
  const courses = draft.courses
    .filter(({ id }) => id !== courseId)
    .map((course) => ({ ...course, items: course.items.filter(({ id }) => !items.has(id)) }));
  const isLeft = (each: Pairing) => !items.has(each.first_item_id) && !items.has(each.second_item_id);
  return { ...draft, courses, pairings: draft.pairings.filter(isLeft) };
}

/** The draft as it is kept; raises a Refusal for one that may not be. */
export function tidied(draft: Draft): Pick<Draft, "title" | "description" | "courses" | "pairings"> {
  const items = draft.courses.flatMap((course) => course.items);
  areDistinct(draft.courses.map(({ id }) => id), "id-taken");
  areDistinct(items.map(({ id }) => id), "id-taken");
  areDistinct(items.map(({ item_key }) => item_key), "id-taken");
  areDistinct(draft.pairings.map(({ id }) => id), "id-taken");
  areDistinct(draft.pairings.map((each) => [each.first_item_id, each.second_item_id].sort().join()), "already-paired");
  const known = new Set(items.map(({ id }) => id));
  for (const [place, { first_item_id, second_item_id }] of draft.pairings.entries()) {
    if (!known.has(first_item_id) || !known.has(second_item_id) || first_item_id === second_item_id) {
      throw new Refusal(422, "pairing-invalid", `/pairings/${place}/second_item_id`);
    }
  }
  const courses = draft.courses.map((course, place) => ({
    ...course,
    title: required(course.title, `/courses/${place}/title`),
    intent: optional(course.intent),
    items: course.items.map((item) => ({ ...item, annotation: optional(item.annotation) })),
  }));
  const pairings = draft.pairings.map((each, place) => ({
    ...each,
    relationship: required(each.relationship, `/pairings/${place}/relationship`),
    narrative: optional(each.narrative) ?? "",
  }));
  return { title: required(draft.title, "/title"), description: optional(draft.description), courses, pairings };
}

function areDistinct(ids: readonly string[], code: string): void {
  if (new Set(ids).size < ids.length) throw new Refusal(409, code);
}

function optional(text: string | null): string | null {
  return (text ?? "").replace(/\r\n?/g, "\n").normalize("NFC").trim() || null;
}

function required(text: string, pointer: string): string {
  const kept = optional(text);
  if (kept === null) throw new Refusal(422, "text-missing", pointer);
  return kept;
}
