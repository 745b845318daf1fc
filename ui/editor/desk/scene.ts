/** For tests: curators' tabs on one menu, over a network, a clock and a device that are pretended. */
import { vi } from "vitest";
import type { Draft } from "../menu/menu";
import { draftOf } from "../menu/menu";
import { menuOf } from "../menu/samples";
import { Client } from "../service/client";
import { PretendService } from "../service/pretend";
import { Words } from "../words/words";
import { Desk } from "./desk.svelte";
import { Device } from "./device";
import { Tabs } from "./tabs";

export const WORDS = new Words({ undone: "Undone: {what}", redone: "Done again: {what}" }, "en");

type Channel = Pick<BroadcastChannel, "postMessage" | "close" | "onmessage">;

/** Storage in memory, with room for so many letters. */
export function storage(room = Infinity): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (place) => [...kept.keys()][place] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, text);
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

export class Scene {
  readonly service: PretendService;
  readonly storage: Storage;
  readonly #channels = new Set<Channel>();
  isOnline = true;
  areTabsLinked = true;
  /** How long a request is on its way, in milliseconds. */
  delay = 0;
  mostAtOnce = 0;
  #underWay = 0;
  #tabs = 0;

  constructor(draft: Draft, room?: number) {
    vi.useFakeTimers();
    this.service = new PretendService(menuOf(draft));
    this.storage = storage(room);
  }

  /** A tab of the menu as the service has it now. */
  open(): Desk {
    const fetch = async (input: RequestInfo | URL, init?: RequestInit) => {
      if (!this.isOnline) throw new TypeError("Failed to fetch");
      this.mostAtOnce = Math.max(this.mostAtOnce, (this.#underWay += 1));
      if (this.delay > 0) await new Promise((done) => setTimeout(done, this.delay));
      this.#underWay -= 1;
      return this.service.fetch(input, init);
    };
    return new Desk(this.service.menu, new Client(this.service.csrf, fetch), WORDS, {
      device: new Device("m1", this.storage, `tab${(this.#tabs += 1)}`),
      tabs: (hear) => new Tabs("m1", hear, () => this.#channel()),
      isOnline: () => this.isOnline,
      username: "ada",
    });
  }

  /** Lets everything happen that is due within so many milliseconds. */
  async pass(milliseconds = 60_000): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  get kept(): Draft {
    return draftOf(this.service.menu);
  }

  #channel(): Channel {
    const others = this.#channels;
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        if (!this.areTabsLinked) return;
        for (const other of others) if (other !== channel) queueMicrotask(() => hear(other, data));
      },
      close: () => void others.delete(channel),
    };
    others.add(channel);
    return channel;
  }
}

function hear(channel: Channel, data: unknown): void {
  channel.onmessage?.call(channel as BroadcastChannel, { data: structuredClone(data) } as MessageEvent);
}
