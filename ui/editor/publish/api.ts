/** What publishing and sharing ask of the service. */
import type { Desk } from "../desk/desk.svelte";
import { newId } from "../menu/ids";
import type { Menu } from "../menu/menu";
import type { Call, Result } from "../service/client";
import type { Words } from "../words/words";

export interface Found {
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

export interface PublishCheck {
  readonly publishable: boolean;
  readonly problems: readonly Found[];
  readonly advice: readonly Found[];
}

export interface ShareLine {
  readonly id: string;
  readonly label: string | null;
  readonly scope: "view" | "comment";
  readonly expires_at: string;
  readonly max_uses: number | null;
  readonly use_count: number;
  readonly last_used_at: string | null;
  readonly revoked_at: string | null;
  readonly url?: string | null;
}

/** How many notes guests have left on the draft. */
export interface NoteTally {
  readonly open: number;
  readonly resolved: number;
}

export interface Page<T> {
  readonly items: readonly T[];
  readonly next_cursor: string | null;
}

/** The body of an answer, or what to tell the curator. */
export type Told<T> = { readonly body: T } | Refused;

/** `at` is the pointer to the field that was refused; empty for the whole of it. */
export interface Refused {
  readonly words: string;
  readonly at: string;
}

export class MenuApi {
  constructor(
    private readonly desk: Desk,
    private readonly words: Words,
  ) {}

  async get<T>(path: string): Promise<Told<T>> {
    return this.#told(await this.desk.client.send<T>({ method: "GET", path: this.#below(path) }));
  }

  /** Makes something that is no part of the menu itself: a share link, say. */
  async post<T>(path: string, body: unknown): Promise<Told<T>> {
    const call: Call = { method: "POST", path: this.#below(path), body };
    return this.#told(await this.desk.client.send<T>(call, { "idempotency-key": newId() }));
  }

  async remove(path: string): Promise<Told<unknown>> {
    return this.#told(await this.desk.client.send({ method: "DELETE", path: this.#below(path) }));
  }

  /**
   * Changes where the menu stands: publishing, taking back. What was edited is sent before;
   * afterwards the desk takes over what the service has.
   */
  async act(method: "POST" | "PATCH", path: string, body?: unknown): Promise<Told<Menu>> {
    const acted = await this.#onLatest({ method, path: this.#below(path), ...(body === undefined ? {} : { body }) });
    return "words" in acted ? acted : this.catchUp();
  }

  /** The desk takes over what the service has, after a deed in these words if that is to be undone. */
  async catchUp(words = ""): Promise<Told<Menu>> {
    const menu = await this.get<Menu>("");
    if ("body" in menu) this.desk.takeOver(menu.body, words);
    return menu;
  }

  /** The end of the menu. */
  async end(): Promise<Told<unknown>> {
    return this.#onLatest({ method: "DELETE", path: this.#below("") });
  }

  async #onLatest(call: Call): Promise<Told<unknown>> {
    if (!(await this.desk.settled())) return { words: this.words.say("save_first"), at: "" };
    return this.#told(await this.desk.client.send(call, { "if-match": `"${this.desk.version}"` }));
  }

  #below(path: string): string {
    return `/api/v1/menus/${this.desk.menuId}${path}`;
  }

  #told<T>(result: Result<T>): Told<T> {
    if (result.kind === "done") return { body: result.body };
    if (result.kind === "unreachable") return { words: this.words.say("no_answer"), at: "" };
    const { errors, code, detail } = result.problem;
    const first = errors[0];
    const said = first ? this.words.refusal(first.code, first.message) : this.words.refusal(code, detail);
    return { words: said, at: first?.pointer ?? "" };
  }
}
