/** The works that are selected, to be moved or removed together. */
import { SvelteSet } from "svelte/reactivity";

export class Selection {
  readonly #chosen = new SvelteSet<string>();
  /** Where a range begins. */
  #anchor: string | undefined;

  get size(): number {
    return this.#chosen.size;
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  toggle(id: string): void {
    if (!this.#chosen.delete(id)) this.#chosen.add(id);
    this.#anchor = id;
  }

  /** Everything from where the last one was chosen to here, in the order given. */
  reach(id: string, order: readonly string[]): void {
    const from = this.#anchor === undefined ? -1 : order.indexOf(this.#anchor);
    if (from < 0) return this.toggle(id);
    const to = order.indexOf(id);
    for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.#chosen.add(each);
  }

  clear(): void {
    this.#chosen.clear();
    this.#anchor = undefined;
  }

  /** Those that are still on the menu, in its order. */
  among(order: readonly string[]): ReadonlySet<string> {
    return new Set(order.filter((id) => this.#chosen.has(id)));
  }
}
