/** Works and answers for tests. */
import { Client } from "../service/client";
import { newId } from "../menu/ids";
import { Words } from "../words/words";
import type { Page, Suggestion } from "./works";

export function titled(title: string): Suggestion {
  return { id: newId(), media_type: "film", title, release_year: null, creators: [], cover_url: null };
}

export function listed<T>(...items: T[]): Page<T> {
  return { items, next_cursor: null };
}

/** Says keys, with what is filled in. */
export const KEYS = new Words({ "problem_text-missing": "Write something.", find_no_answer: "No answer.", list_line_wrong: "{n}: {why}" }, "en");

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly body: unknown;
  readonly key: string | null;
}

/** A client whose service gives these answers, one after the other, and the last one for ever. */
export function answering(...answers: readonly { status?: number; body: unknown }[]) {
  const sent: Sent[] = [];
  const client = new Client("seal", async (path, init) => {
    const body: unknown = init?.body ? JSON.parse(String(init.body)) : undefined;
    sent.push({ method: init?.method ?? "GET", path: String(path), body, key: new Headers(init?.headers).get("idempotency-key") });
    const { status = 200, body: told } = answers[Math.min(sent.length, answers.length) - 1]!;
    return Response.json(told, { status });
  });
  return { client, sent };
}
