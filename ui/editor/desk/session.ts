/** The session of the one person who edits here: proved anew, or opened again after it has expired. */
import type { Client } from "../service/client";

interface Session {
  readonly user: { readonly username: string };
  readonly csrf_token: string | null;
}

/** How signing in again went: `entered`, `somebody-else`, or the code of what stood against it. */
export type Entry = string;

const PATH = "/api/v1/session";

/** Whether the same person is signed in still, or again in another window; the proof of that session is used from now on. */
export async function renewed(client: Client, username: string): Promise<boolean | "unreachable"> {
  const answer = await client.send<Session>({ method: "GET", path: PATH });
  if (answer.kind === "unreachable") return "unreachable";
  return answer.kind === "done" && taken(client, answer.body, username);
}

export async function signedIn(client: Client, username: string, password: string): Promise<Entry> {
  const answer = await client.send<Session>({ method: "POST", path: PATH, body: { login: username, password } });
  // Only who asks too often hears when to ask again.
  if (answer.kind === "unreachable") return answer.after ? "too-many-requests" : "unreachable";
  if (answer.kind === "refused") return answer.problem.code;
  return taken(client, answer.body, username) ? "entered" : "somebody-else";
}

function taken(client: Client, { user, csrf_token }: Session, username: string): boolean {
  if (user.username !== username || csrf_token === null) return false;
  client.renew(csrf_token);
  return true;
}
