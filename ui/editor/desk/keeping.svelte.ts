/** Sees that edits which the service does not have lie on this device, and brings back what earlier visits left there. */
import { itemsOf, type Draft, type Work } from "../menu/menu";
import type { Client } from "../service/client";
import type { Device, Edits, Leftover } from "./device";

const PAUSE_BEFORE_KEEPING = 200;

export class Keeping {
  /** Edits are neither sent nor kept on this device: it has no room for them. */
  isUnkept = $state(false);
  #leftovers: readonly Leftover[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `unsaved` gives what the service does not have, if anything. */
  constructor(
    private readonly device: Device,
    private readonly unsaved: () => Edits | undefined,
  ) {}

  soon(): void {
    this.#timer ??= setTimeout(() => this.now(), PAUSE_BEFORE_KEEPING);
  }

  now(isLeft = false): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const edits = this.unsaved();
    if (!edits) this.device.forget();
    this.isUnkept = edits !== undefined && !this.device.keep(edits, isLeft);
  }

  /** Looks for what earlier visits could not save of this menu. */
  async lookForLeftovers(draft: Draft, client: Client): Promise<void> {
    const known = itemsOf(draft).map(({ media }) => media);
    this.#leftovers = await this.device.leftovers(known, (id) => workOf(id, client));
  }

  /** The oldest of what was found; it is dealt with once. */
  nextLeftover(): Leftover | undefined {
    const [next, ...rest] = this.#leftovers;
    this.#leftovers = rest;
    return next;
  }

  /** What was left is taken up: it goes from its place as soon as it has another. */
  tookUp(leftover: Leftover): void {
    this.now();
    if (!this.isUnkept) this.device.forget(leftover.key);
  }
}

async function workOf(id: string, client: Client): Promise<Work> {
  const answer = await client.send<Work>({ method: "GET", path: `/api/v1/media/${id}` });
  if (answer.kind === "done") return answer.body;
  const unknown = { media_type: "film", title: "…", release_year: null, creators: [], cover_url: null };
  return { id, ...unknown, external_links: [], details: {} };
}
