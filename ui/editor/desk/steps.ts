/** Steps that can be undone, kept for this tab of the browser: they outlive a reload. */
import type { Steps } from "./history.svelte";

/** Drafts have most of their parts in common: each is written once, as a row that names other rows by [place]. */
export function packed(steps: Steps): string {
  const rows: string[] = [];
  const places = new Map<unknown, number>();
  const put = (thing: unknown): unknown => {
    if (!(thing instanceof Object)) return thing;
    let place = places.get(thing);
    if (place === undefined) {
      const row = JSON.stringify(mapped(thing, put));
      place = places.get(row) ?? rows.push(row) - 1;
      places.set(thing, place).set(row, place);
    }
    return [place];
  };
  put(steps);
  return `[${rows}]`;
}

export function unpacked(text: string): Steps {
  const things: unknown[] = [];
  const get = (thing: unknown): unknown => (thing instanceof Object ? things[(thing as [number])[0]] : thing);
  for (const row of JSON.parse(text) as object[]) things.push(mapped(row, get));
  return things.pop() as Steps;
}

function mapped(thing: object, turn: (part: unknown) => unknown): object {
  if (Array.isArray(thing)) return thing.map((part) => turn(part));
  return Object.fromEntries(Object.entries(thing).map(([name, part]) => [name, turn(part)]));
}

/** Of one menu and whoever edits it, in the storage of one tab. */
export class StepsHere {
  constructor(
    private readonly key: string,
    private readonly storage: () => Storage = () => sessionStorage,
  ) {}

  /** Undefined where there are none, or no storage. */
  take(): Steps | undefined {
    try {
      return unpacked(this.storage().getItem(this.key)!);
    } catch {
      return undefined;
    }
  }

  /** As many of the last as there is room for. */
  keep([done, undone]: Steps): void {
    try {
      this.storage().removeItem(this.key);
      this.storage().setItem(this.key, packed([done, undone]));
    } catch {
      if (done.length) this.keep([done.slice(done.length / 2 + 1), undone]);
    }
  }
}
