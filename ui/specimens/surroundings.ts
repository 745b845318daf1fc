/** A device and a clock of its own for each frame: nothing comes from the browser's storage, and nothing is left there. */

/** In memory, with room for so many letters in each place. */
function storage(room: () => number): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    key: (place) => [...kept.keys()][place] ?? null,
    getItem: (key) => kept.get(key) ?? null,
    setItem: (key, text) => {
      if (text.length > room()) throw new DOMException("full", "QuotaExceededError");
      kept.set(key, text);
    },
    removeItem: (key) => void kept.delete(key),
    clear: () => kept.clear(),
  };
}

/** Other frames show the same menu, and do not follow this one. */
class Silence {
  onmessage: unknown = null;
  postMessage(): void {}
  close(): void {}
}

export class Surroundings {
  room = Infinity;
  isOnline = true;
  /** Pauses are cut short while the state is brought about. */
  isHurried = true;

  constructor(now: string) {
    const [wait, here] = [setTimeout, Date.parse(now)];
    const own = { localStorage: storage(() => this.room), sessionStorage: storage(() => Infinity), BroadcastChannel: Silence };
    for (const [name, value] of Object.entries(own)) Object.defineProperty(window, name, { value });
    Object.defineProperty(navigator, "onLine", { get: () => this.isOnline });
    Date.now = () => here;
    const hurried = (deed: () => void, pause = 0) => wait(deed, this.isHurried ? Math.min(pause, 1) : pause);
    Object.defineProperty(window, "setTimeout", { value: hurried });
    // A page that is left asks nobody whether that is meant.
    addEventListener("beforeunload", (event) => event.stopImmediatePropagation());
  }
}
