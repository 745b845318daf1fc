/** The works that are selected, to be moved or removed together. */

export class Selection {
  #chosen: ReadonlySet<string> = $state.raw(new Set());
  /** Where a range begins. */
  #anchor: string | undefined;
  /** Where something was chosen last. */
  last: string | undefined;

  get size(): number {
    return this.#chosen.size;
  }

  has(id: string): boolean {
    return this.#chosen.has(id);
  }

  toggle(id: string): void {
    const others = [...this.#chosen].filter((each) => each !== id);
    this.#chosen = new Set(this.has(id) ? others : [...others, id]);
    this.#anchor = this.last = id;
  }

  /** Everything from where the last one was chosen to here, in the order given. */
  reach(id: string, order: readonly string[]): void {
    const from = this.#anchor === undefined ? -1 : order.indexOf(this.#anchor);
    if (from < 0) return this.toggle(id);
    this.last = id;
    const to = order.indexOf(id);
    this.#chosen = new Set([...this.#chosen, ...order.slice(Math.min(from, to), Math.max(from, to) + 1)]);
  }

  clear(): void {
    this.#chosen = new Set();
    this.#anchor = undefined;
  }

  /** Those that are still on the menu, in its order. */
  among(order: readonly string[]): ReadonlySet<string> {
    return new Set(order.filter((id) => this.#chosen.has(id)));
  }
}
