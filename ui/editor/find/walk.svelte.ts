/** Which of the results a key would take. */
export class Walk {
  /** Its place; -1 for none. */
  active = $state(-1);
  /** Where the arrows go on from when none is chosen. */
  #rest = -1;

  /** Other results have come: the first is chosen. */
  begin(length: number): void {
    this.goTo(length > 0 ? 0 : -1);
  }

  goTo(place: number): void {
    this.active = place;
    this.#rest = -1;
  }

  /** Round and round, also past both ends. */
  step(by: 1 | -1, length: number): void {
    if (length === 0) return;
    const from = this.active >= 0 ? this.active : this.#rest;
    this.active = from < 0 ? (by > 0 ? 0 : length - 1) : (from + by + length) % length;
  }

  /** This one was taken: none is chosen, so that the same key takes it once, and the arrows go on from here. */
  taken(place: number): void {
    this.active = -1;
    this.#rest = place;
  }
}
