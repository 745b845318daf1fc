/** A work that the catalogue does not have, written down by its curator; what was typed stays until it is kept. */
import type { Client } from "../service/client";
import { newId } from "../menu/ids";
import type { Words } from "../words/words";
import { asAWhole, byField } from "./refusals";
import type { Kind, Suggestion } from "./works";

const FIELDS = ["title", "media_type", "creators", "release_year"];

export class ByHand {
  title = $state("");
  kind: Kind = $state("film");
  /** Names with commas between them. */
  makers = $state("");
  year = $state("");
  errors: Readonly<Record<string, string>> = $state.raw({});
  /** What stands against the whole of it; empty when nothing does. */
  trouble = $state("");
  isSending = $state(false);
  /** The same wish sent again is the same wish: an answer that was lost makes no second work. */
  #sent = { body: "", key: "" };

  constructor(
    private readonly client: Client,
    private readonly words: Words,
  ) {}

  begin(title: string, kind: Kind | null): void {
    if (title) this.title = title;
    if (kind) this.kind = kind;
    this.errors = {};
    this.trouble = "";
  }

  /** The work that was made; undefined when it was refused, and then the errors say why. */
  async send(): Promise<Suggestion | undefined> {
    if (this.isSending) return undefined;
    const body = this.#body();
    this.isSending = true;
    const headers = { "idempotency-key": this.#keyOf(JSON.stringify(body)) };
    const answer = await this.client.send<Suggestion>({ method: "POST", path: "/api/v1/media", body }, headers);
    this.isSending = false;
    this.errors = {};
    this.trouble = "";
    if (answer.kind === "done") {
      this.title = this.makers = this.year = "";
      return answer.body;
    }
    const errors = answer.kind === "refused" ? byField(answer.problem.errors, this.words) : {};
    if (Object.keys(errors).some((field) => FIELDS.includes(field))) this.errors = errors;
    else this.trouble = asAWhole(answer, this.words);
    return undefined;
  }

  #body(): Readonly<Record<string, unknown>> {
    const year = this.year.trim();
    return {
      media_type: this.kind,
      title: this.title.trim(),
      creators: this.makers.split(",").map((name) => name.trim()).filter(Boolean),
      // What is no number is the API's to refuse, in the same words as everywhere.
      release_year: year === "" ? null : /^-?\d{1,9}$/.test(year) ? Number(year) : year,
    };
  }

  #keyOf(body: string): string {
    if (this.#sent.body !== body) this.#sent = { body, key: newId() };
    return this.#sent.key;
  }
}
