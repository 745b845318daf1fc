import { afterEach, expect, test, vi } from "vitest";
import type { Choice } from "../menu/conflicts";
import { changeFor, idsBy, KINDS, sampleDraft } from "../menu/samples";
import { sameDraft } from "../menu/same";
import type { Desk } from "./desk.svelte";
import { Scene, storage } from "./scene";

afterEach(() => vi.useRealTimers());

/** Numbers from 0 to 1 that are the same for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

class Storm {
  readonly scene = new Scene(sampleDraft(3, 3));
  readonly tabs: Desk[];
  readonly #sessions = [storage(), storage()];
  readonly #next: () => number;
  readonly #newId: () => string;
  conflicts = 0;
  undoneLater = 0;

  constructor(seed: number) {
    this.#next = chance(seed);
    this.#newId = idsBy("n");
    this.tabs = this.#sessions.map((session) => this.scene.open("ada", session));
    this.scene.service.fate = () => {
      const luck = this.#next();
      return luck < 0.08 ? "lost-answer" : luck < 0.12 ? "lost-request" : luck < 0.16 ? "busy" : "fine";
    };
  }

  async blow(times: number): Promise<void> {
    for (let turn = 0; turn < times; turn += 1) await this.#deed();
  }

  async calm(): Promise<void> {
    this.scene.isOnline = true;
    this.scene.service.fate = () => "fine";
    for (let turn = 0; turn < 20; turn += 1) {
      for (const tab of this.tabs) {
        this.#settle(tab);
        tab.resume();
      }
      await this.scene.pass(31_000);
      await Promise.all(this.tabs.map((tab) => tab.look()));
    }
  }

  async #deed(): Promise<void> {
    const at = this.#number(2);
    const tab = this.tabs[at]!;
    const luck = this.#next();
    if (luck < 0.62) this.#change(tab);
    else if (luck < 0.72) tab.undo();
    else if (luck < 0.77) tab.redo();
    else if (luck < 0.8) this.scene.isOnline = !this.scene.isOnline;
    else if (luck < 0.81) this.scene.areTabsLinked = !this.scene.areTabsLinked;
    else if (luck < 0.82) await this.#reload(at);
    else if (luck < 0.9) await this.scene.pass(this.#number(1500));
    else if (luck < 0.95) await this.scene.pass(this.#number(40_000));
    else if (luck < 0.97) tab.pause();
    else this.#settle(tab);
  }

  #change(tab: Desk): void {
    const kind = KINDS[this.#number(KINDS.length)]!;
    const wish = { kind, a: this.#number(1000), b: this.#number(1000), c: this.#number(1000) };
    tab.commit(kind, changeFor(wish, this.#newId), kind === "annotate" ? `${wish.a}` : undefined);
  }

  #settle(tab: Desk): void {
    this.conflicts += tab.conflicts.length;
    const choice = (): Choice => (this.#next() < 0.5 ? "mine" : "theirs");
    tab.settle(new Map(tab.conflicts.map(({ key }) => [key, choice()])));
  }

  async #reload(at: number): Promise<void> {
    this.scene.shut(this.tabs[at]!);
    const tab = (this.tabs[at] = this.scene.open("ada", this.#sessions[at]));
    await tab.restore();
    const { draft } = tab;
    tab.undo();
    if (tab.draft !== draft) this.undoneLater += 1;
  }

  #number(below: number): number {
    return Math.floor(this.#next() * below);
  }
}

test.each(Array.from({ length: 10 }, (_, seed) => seed + 1))(
  "a thousand operations end with service and screens alike (seed %i)",
  async (seed) => {
    const storm = new Storm(seed);
    await storm.blow(1000);
    await storm.calm();
    expect(storm.tabs.map(({ saving }) => saving.name)).toEqual(["saved", "saved"]);
    for (const tab of storm.tabs) expect(sameDraft(tab.draft, storm.scene.kept)).toBe(true);
    const statuses = new Set(storm.scene.service.requests.map(({ status }) => status));
    expect([...statuses].filter((status) => ![200, 204, 412].includes(status))).toEqual([]);
    expect(storm.scene.storage.length).toBe(0);
    expect(storm.conflicts).toBeGreaterThan(0);
    expect(storm.undoneLater).toBeGreaterThan(0);
  },
  60_000,
);
