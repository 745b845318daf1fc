/** Looking in other services for what the catalogue does not have, and taking one work over. */
import type { Client } from "../service/client";
import { newId } from "../menu/ids";
import type { Words } from "../words/words";
import { asAWhole } from "./refusals";
import type { Kind, Page, Suggestion } from "./works";

export interface Source {
  readonly source_name: string;
  readonly title: string;
  readonly media_types: readonly string[];
  readonly url: string;
  /** Has to stand wherever the source's results are shown. */
  readonly attribution: string;
  readonly is_ready: boolean;
}

/** A work as a source tells of it; `media_item_id` when the catalogue has it already. */
export interface Preview {
  readonly external_id: string;
  readonly media_type: string;
  readonly title: string;
  readonly year: number | null;
  readonly creators: readonly string[];
  readonly canonical_url: string | null;
  readonly media_item_id: string | null;
}

const UPSTREAM = "/api/v1/upstream";

export class Upstream {
  /** Those that are set up; empty until they are known. */
  sources: readonly Source[] = $state.raw([]);
  source: Source | undefined = $state.raw();
  typed = $state("");
  /** What was found, and for which words; undefined before anything was asked. */
  found: { readonly words: string; readonly previews: readonly Preview[] } | undefined = $state.raw();
  trouble = $state("");
  isAsking = $state(false);
  /** The work that is on its way into the catalogue. */
  taking: string | undefined = $state();
  #turn = 0;
  #keys = new Map<string, string>();
  #isKnown = false;

  constructor(
    private readonly client: Client,
    private readonly words: Words,
  ) {}

  /** Names the service where only one is set up. */
  get heading(): string {
    const [source, ...others] = this.sources;
    return source && !others.length ? this.words.say("upstream_search", { source: source.title }) : this.words.say("upstream_heading");
  }

  /** Learns which sources there are, once. */
  async learn(): Promise<void> {
    if (this.#isKnown) return;
    this.#isKnown = true;
    const answer = await this.client.send<Page<Source>>({ method: "GET", path: `${UPSTREAM}/sources` });
    this.#isKnown = answer.kind !== "unreachable";
    if (answer.kind === "done") this.sources = answer.body.items.filter((source) => source.is_ready);
  }

  /** The source that has works of the kind comes first. */
  begin(typed: string, kind: Kind | null): void {
    if (typed) this.typed = typed;
    this.source = this.sources.find(({ media_types }) => kind && media_types.includes(kind)) ?? this.source ?? this.sources[0];
  }

  async choose(source: Source): Promise<void> {
    this.source = source;
    this.found = undefined;
    this.trouble = "";
    if (this.typed.trim()) await this.search();
  }

  async search(): Promise<void> {
    const { source } = this;
    const words = this.typed.trim();
    if (!source || !words) return;
    const turn = (this.#turn += 1);
    this.isAsking = true;
    const path = `${UPSTREAM}/${source.source_name}/search?${new URLSearchParams({ q: words })}`;
    const answer = await this.client.send<Page<Preview>>({ method: "GET", path });
    if (turn !== this.#turn) return;
    this.isAsking = false;
    this.trouble = answer.kind === "done" ? "" : this.#why(answer);
    this.found = answer.kind === "done" ? { words, previews: answer.body.items } : undefined;
  }

  /** The work, now that the catalogue has it; undefined when that failed, and `trouble` says why. */
  async take(preview: Preview): Promise<Suggestion | undefined> {
    if (this.taking !== undefined || !this.source) return undefined;
    this.taking = preview.external_id;
    const answer = await this.#taken(this.source.source_name, preview);
    this.taking = undefined;
    this.trouble = answer.kind === "done" ? "" : this.#why(answer);
    if (answer.kind !== "done") return undefined;
    this.#isInCatalogue(preview.external_id, answer.body.id);
    return answer.body;
  }

  #isInCatalogue(externalId: string, workId: string): void {
    const previews = this.found?.previews.map((each) =>
      each.external_id === externalId ? { ...each, media_item_id: workId } : each,
    );
    if (this.found && previews) this.found = { ...this.found, previews };
  }

  #taken(source: string, { external_id, media_item_id }: Preview) {
    if (media_item_id) return this.client.send<Suggestion>({ method: "GET", path: `/api/v1/media/${media_item_id}` });
    const key = this.#keys.get(`${source} ${external_id}`) ?? newId();
    this.#keys.set(`${source} ${external_id}`, key);
    const call = { method: "POST", path: `${UPSTREAM}/${source}/imports`, body: { external_id } } as const;
    return this.client.send<Suggestion>(call, { "idempotency-key": key });
  }

  #why(failure: Parameters<typeof asAWhole>[0]): string {
    return failure.kind === "unreachable" ? this.words.say("upstream_silent") : asAWhole(failure, this.words);
  }
}
