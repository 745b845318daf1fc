/** Notes as readers will see them: rendered by the service as for the public page, asked for once each. */
import { createContext } from "svelte";
import type { Client } from "../service/client";

/** What means nothing but itself in the Markdown of notes looks the same without asking. */
const SIGNS = /[*_[<>\\&\n]|^\s*(?:[-+]|\d+[.)])\s/;

export class Renderings {
  #known: ReadonlyMap<string, string> = $state.raw(new Map());
  readonly #wanted = new Set<string>();
  #isAsking = false;

  constructor(private readonly client: Client) {}

  /** The HTML of this text; empty or undefined where the text itself must do. */
  of(text: string): string | undefined {
    return this.#known.get(text);
  }

  ask(text: string): void {
    if (!SIGNS.test(text) || this.#known.has(text)) return;
    this.#wanted.add(text);
    if (!this.#isAsking) void this.#askAll();
  }

  /** One after the other: a menu opened with many notes is no crowd at the service's door. */
  async #askAll(): Promise<void> {
    this.#isAsking = true;
    for (const text of this.#wanted) {
      this.#wanted.delete(text);
      const answer = await this.client.send<{ html: string }>({ method: "POST", path: PATH, body: { markdown: text } });
      if (answer.kind === "unreachable") break;
      this.#known = new Map(this.#known).set(text, answer.kind === "done" ? answer.body.html : "");
    }
    this.#isAsking = false;
  }
}

const PATH = "/api/v1/annotations/preview";

export const [theRenderings, setRenderings] = createContext<Renderings>();
