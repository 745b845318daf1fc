/** Carries steps to a menu of the service, each against the version that it is meant for. */
import { newId } from "../menu/ids";
import type { Menu } from "../menu/menu";
import type { Step } from "../menu/step";
import type { Client, Result } from "../service/client";

/** Browsers send at most 64 KiB for a page that is left. */
const MOST_WHEN_LEAVING = 60_000;

export class Post {
  #series: { readonly request: string; readonly key: string } | undefined;

  constructor(
    private readonly address: string,
    private readonly client: Client,
  ) {}

  async send(step: Step, version: number): Promise<Result<unknown>> {
    const result = await this.client.send(this.#call(step), this.#headers(step, version));
    if (result.kind === "done") this.#series = undefined;
    return result;
  }

  /** Whether a step is small enough to be sent while the page is being left. */
  fitsALeave({ call }: Step): boolean {
    return JSON.stringify(call.body ?? "").length <= MOST_WHEN_LEAVING;
  }

  sendWhileLeaving(step: Step, version: number): void {
    void this.client.send(this.#call(step), this.#headers(step, version), { keepalive: true });
  }

  read(): Promise<Result<Menu>> {
    return this.client.send<Menu>({ method: "GET", path: this.address });
  }

  #call({ call }: Step): Step["call"] {
    return { ...call, path: `${this.address}${call.path}` };
  }

  /** The key is the same for all attempts at one thing, so that a lost answer does not double what it made. */
  #headers({ call }: Step, version: number): Record<string, string> {
    const headers = { "if-match": `"${version}"` };
    if (call.method !== "POST") return headers;
    const request = JSON.stringify(call);
    if (this.#series?.request !== request) this.#series = { request, key: newId() };
    return { ...headers, "idempotency-key": this.#series.key };
  }
}

/** The version that an answer names. */
export function versionIn(etag: string | null): number | undefined {
  const found = /^"(\d+)"$/.exec(etag ?? "");
  return found ? Number(found[1]) : undefined;
}
