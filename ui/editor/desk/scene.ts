/** For tests: curators' tabs on one menu, over a network, a clock and a device that are pretended. */
import { vi } from "vitest";
import { annotate, moveItems } from "../menu/changes";
import { draftOf, itemsOf, type Draft } from "../menu/menu";
import { menuOf } from "../menu/samples";
import { Client } from "../service/client";
import { PretendService } from "../service/pretend";
import { Words } from "../words/words";
import { Desk } from "./desk.svelte";
import { Device } from "./device";
import { StepsHere } from "./steps";
import { Tabs } from "./tabs";

export const WORDS = new Words({ undone: "Undone: {what}", redone: "Done again: {what}" }, "en");

const NEVER = new Promise<never>(() => undefined);

type Channel = Pick<BroadcastChannel, "postMessage" | "onmessage">;

/** Storage in memory, with room for so many letters; what it keeps are properties of its own, as in browsers. */
export function storage(room = Infinity): Storage {
  const kept: Record<string, string> = {};
  const deeds: Storage = {
    get length() {
      return Object.keys(kept).length;
    },
    key: (place) => Object.keys(kept)[place] ?? null,
    getItem: (key) => kept[key] ?? null,
    setItem: (key, text) => {
      if (text.length > room) throw new DOMException("full", "QuotaExceededError");
      kept[key] = text;
    },
    removeItem: (key) => void delete kept[key],
    clear: () => undefined,
  };
  return new Proxy(kept, { get: (_, name) => deeds[name as keyof Storage] as unknown }) as unknown as Storage;
}

export class Scene {
  readonly service: PretendService;
  readonly storage: Storage;
  readonly #channels = new Set<Channel>();
  readonly #held = new Map<Channel, string>();
  isOnline = true;
  areTabsLinked = true;
  /** Requests go out, and nobody hears them. */
  isDead = false;
  /** How long a request is on its way, in milliseconds. */
  delay = 0;
  mostAtOnce = 0;
  #underWay = 0;
  #tabs = 0;
  readonly #closing = new Map<Desk, () => void>();

  constructor(draft: Draft, room?: number) {
    vi.useFakeTimers();
    this.service = new PretendService(menuOf(draft));
    this.storage = storage(room);
  }

  /** A tab of the menu as the service has it now; a reload hands on the storage of the tab, its `session`. */
  open(username = "ada", session = storage()): Desk {
    let isOpen = true;
    const fetch = (input: RequestInfo | URL, init?: RequestInit) =>
      this.#answer(input, init).finally(() => (isOpen ? undefined : NEVER));
    const channel = this.#channel();
    const desk = new Desk(this.service.menu, new Client(this.service.csrf, fetch), WORDS, {
      steps: new StepsHere("steps", () => session),
      device: new Device(username, "m1", this.#storage(() => isOpen), `tab${(this.#tabs += 1)}`, this.#locks(channel)),
      tabs: (hear) => new Tabs("m1", hear, () => channel),
      isOnline: () => this.isOnline,
      username,
    });
    this.#closing.set(desk, () => {
      isOpen = false;
      this.#channels.delete(channel);
      this.#held.delete(channel);
    });
    return desk;
  }

  async #answer(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
    if (!this.isOnline) throw new TypeError("Failed to fetch");
    if (this.isDead) await new Promise((_, reject) => init?.signal?.addEventListener("abort", reject));
    this.mostAtOnce = Math.max(this.mostAtOnce, (this.#underWay += 1));
    if (this.delay > 0) await new Promise((done) => setTimeout(done, this.delay));
    this.#underWay -= 1;
    return this.service.fetch(input, init);
  }

  /** Closes a tab; nothing that it still waits for comes to pass. */
  shut(desk: Desk): void {
    desk.leave();
    this.crash(desk);
  }

  /** A tab is gone without a word. */
  crash(desk: Desk): void {
    this.#closing.get(desk)?.();
  }

  /** Lets everything happen that is due within so many milliseconds. */
  async pass(milliseconds = 60_000): Promise<void> {
    await vi.advanceTimersByTimeAsync(milliseconds);
  }

  get kept(): Draft {
    return draftOf(this.service.menu);
  }

  /** Of one tab, as long as it is open. */
  #storage(isOpen: () => boolean): Storage {
    const shut = () => undefined;
    return new Proxy(this.storage, {
      get: (shared, name) => (!isOpen() && ["setItem", "removeItem"].includes(String(name)) ? shut : shared[name as keyof Storage]) as unknown,
    });
  }

  /** What a tab holds until it is gone. */
  #locks(tab: Channel): LockManager {
    const held = this.#held;
    const query = async () => ({ held: [...held.values()].map((name) => ({ name })) });
    const request = async (name: string) => void held.set(tab, name);
    return { query, request } as unknown as LockManager;
  }

  #channel(): Channel {
    const others = this.#channels;
    const channel: Channel = {
      onmessage: null,
      postMessage: (data: unknown) => {
        if (!this.areTabsLinked) return;
        for (const other of others) if (other !== channel) queueMicrotask(() => hear(other, data));
      },
    };
    others.add(channel);
    return channel;
  }
}

function hear(channel: Channel, data: unknown): void {
  channel.onmessage?.call(channel as BroadcastChannel, { data: structuredClone(data) } as MessageEvent);
}

export const noteOf = (draft: Draft, id: string) => itemsOf(draft).find((item) => item.id === id)?.annotation;

export const move = (id: string, courseId: string, at = 0) => moveItems(new Set([id]), { courseId, at });

/** A note letter by letter. */
export function type(desk: Desk, id: string, text: string): void {
  for (let length = 1; length <= text.length; length += 1) desk.commit("Wrote a note", annotate(id, text.slice(0, length)), id);
}
