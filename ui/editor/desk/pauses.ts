/** When the next thing is sent: soon after an edit, later while they keep coming, and later still after each failure. */
const PAUSE = 250;
const PAUSE_WHILE_TYPING = 900;
const LONGEST_WAIT = 5_000;
const FIRST_RETRY = 1_000;
const LAST_RETRY = 30_000;

export class Pauses {
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitingSince: number | undefined;
  #failures = 0;

  constructor(private readonly run: () => void) {}

  /** An edit waits to be sent. */
  get isWaiting(): boolean {
    return this.#timer !== undefined && this.#failures === 0;
  }

  /** The last attempt came to nothing. */
  get isFailing(): boolean {
    return this.#failures > 0;
  }

  afterEdit(isTyping: boolean): void {
    const now = Date.now();
    this.#waitingSince ??= now;
    clearTimeout(this.#timer);
    const left = Math.max(0, Math.min(isTyping ? PAUSE_WHILE_TYPING : PAUSE, this.#waitingSince + LONGEST_WAIT - now));
    this.#timer = setTimeout(this.run, left);
  }

  /** Twice as long after each failure, and never less than the seconds that the service asks for. */
  afterFailure(seconds: number | null): void {
    const pause = Math.min(FIRST_RETRY * 2 ** this.#failures, LAST_RETRY);
    this.#failures += 1;
    this.end();
    this.#timer = setTimeout(this.run, Math.max(pause, (seconds ?? 0) * 1000));
  }

  /** Whatever was waited for is done now. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = this.#waitingSince = undefined;
  }

  /** The service can be reached. */
  forgive(): void {
    this.#failures = 0;
  }
}
