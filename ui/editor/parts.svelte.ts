/** Parts of the editor that come after it: nobody needs them to begin, and they are here before a connection is lost. */
type Rooms = typeof import("./rooms");

class Parts {
  /** The rooms behind the first one, as soon as they are here. */
  rooms: Rooms | undefined = $state.raw();
  /** Somebody wanted to go there, and they could not be fetched. */
  areMissed = $state(false);
  #coming: Promise<void> | undefined;

  /** Does something that needs the rooms, now or when they have come; where they cannot be fetched, not at all. */
  whenHere(deed: () => void): void {
    if (this.rooms) deed();
    else void this.fetch().then(deed, () => (this.areMissed = true));
  }

  fetch(): Promise<void> {
    this.#coming ??= answered().then(() => import("./rooms")).then(
      (rooms) => {
        this.rooms = rooms;
        this.areMissed = false;
      },
      (reason: unknown) => {
        this.#coming = undefined;
        throw reason;
      },
    );
    return this.#coming;
  }

  /** When the browser has nothing better to do; what does not come is fetched when there is a connection, or when it is wanted. */
  fetchInQuiet(): void {
    const fetchAll = () => void this.fetch().then(sortable).catch(() => undefined);
    if ("requestIdleCallback" in window) requestIdleCallback(fetchAll, { timeout: 10_000 });
    else setTimeout(fetchAll, 2_000);
  }
}

export const parts = new Parts();

/** A browser never again imports what it once failed to fetch: it is asked to when the service answers, and no sooner. */
const answered = () => fetch(import.meta.url, { method: "HEAD", cache: "no-store" });

export const sortable = () => answered().then(() => import("./sortable"));
