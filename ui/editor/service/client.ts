/** The API of one menu: every answer is a Result, and nothing is thrown but bugs. */

/** One field that is wrong, as the API tells it (RFC 9457 with pointers). */
export interface FieldProblem {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface Problem {
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly errors: readonly FieldProblem[];
}

export type Result<T> =
  | { readonly kind: "done"; readonly body: T; readonly etag: string | null }
  | { readonly kind: "refused"; readonly problem: Problem; readonly etag: string | null }
  /** No answer at all, or one of a server in trouble: the same may succeed later. `after` is in seconds. */
  | { readonly kind: "unreachable"; readonly after: number | null };

type Fields = Readonly<Record<string, string>>;
type Wishes = Pick<RequestInit, "keepalive">;

export interface Call {
  readonly method: "GET" | "POST" | "PATCH" | "PUT" | "DELETE";
  readonly path: string;
  readonly body?: unknown;
}

/** Looks after the session that requests are sent in. */
export interface Doorkeeper {
  /** Gets a new proof of the session; false when there is none, or it is somebody else's. */
  renew(): Promise<boolean | "unreachable">;
  /** The session is over. */
  ended(): void;
}

/** Milliseconds after which no answer is to be hoped for: the connection is dead, or the device has slept. */
const PATIENCE = 60_000;
const SIGNED_OUT = { status: 401, code: "unauthenticated" };

export class Client {
  doorkeeper: Doorkeeper | undefined;

  constructor(
    private csrfToken: string,
    private readonly fetch: typeof globalThis.fetch = (...args) => globalThis.fetch(...args),
  ) {}

  /** Another session has begun, here or in another window. */
  renew(csrfToken: string): void {
    this.csrfToken = csrfToken;
  }

  /** `keepalive` lets a request outlive the page. What another session of the same person refused is sent again in that one. */
  async send<T>(call: Call, headers: Fields = {}, wishes: Wishes = {}): Promise<Result<T>> {
    let result = await this.#once<T>(call, headers, wishes);
    if (result.kind === "refused" && result.problem.code === "csrf-token-wrong") {
      const isRenewed = await this.doorkeeper?.renew();
      if (isRenewed === "unreachable") return { kind: "unreachable", after: null };
      result = isRenewed ? await this.#once<T>(call, headers, wishes) : { ...result, problem: { ...result.problem, ...SIGNED_OUT } };
    }
    if (result.kind === "refused" && result.problem.status === 401 && result.problem.code !== "wrong-credentials") this.doorkeeper?.ended();
    return result;
  }

  async #once<T>(call: Call, headers: Fields, wishes: Wishes): Promise<Result<T>> {
    try {
      return await this.#read<T>(await this.fetch(call.path, { ...this.#request(call, headers), ...wishes, signal: AbortSignal.timeout(PATIENCE) }));
    } catch {
      return { kind: "unreachable", after: null };
    }
  }

  #request(call: Call, headers: Fields): RequestInit {
    const sent: Record<string, string> = { accept: "application/json", ...headers };
    if (call.method !== "GET") sent["x-csrf-token"] = this.csrfToken;
    if (call.body === undefined) return { method: call.method, headers: sent };
    sent["content-type"] = "application/json";
    return { method: call.method, headers: sent, body: JSON.stringify(call.body) };
  }

  /** Throws when an answer was promised and did not come. */
  async #read<T>(answer: Response): Promise<Result<T>> {
    const etag = answer.headers.get("etag");
    if (answer.status === 429 || answer.status >= 500) {
      return { kind: "unreachable", after: Number(answer.headers.get("retry-after")) || null };
    }
    const isDrawn = answer.headers.get("content-type")?.startsWith("image/");
    const body: unknown = await (isDrawn ? answer.text() : answer.json()).catch((broken) => {
      // The connection broke off, or it is the page of a network that wants to be signed in to.
      if (answer.ok && answer.status !== 204) throw broken;
    });
    if (answer.ok) return { kind: "done", body: body as T, etag };
    return { kind: "refused", problem: problemOf(answer.status, body), etag };
  }
}

function problemOf(status: number, body: unknown): Problem {
  const told = (body ?? {}) as Partial<Problem>;
  return { status, code: told.code ?? "unknown", detail: told.detail ?? "", errors: told.errors ?? [] };
}
