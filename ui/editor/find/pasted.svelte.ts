/** The list that a curator pastes, from the text to the review; it outlives the dialog, and a reload of the page. */
import { opened } from "../opened";
import type { Client } from "../service/client";
import type { Words } from "../words/words";
import { leftOver, linesIn, reviewed, withChosen, type Line, type Match } from "./pasted";
import { asAWhole, type Failure } from "./refusals";
import type { Page } from "./works";

const MOST_LINES = 200;

export class PastedList {
  text = $state("");
  lines: readonly Line[] = $state.raw([]);
  isReviewing = $state(false);
  isAsking = $state(false);
  trouble = $state("");
  /** The line that is being looked for outside the dialog. */
  #sought: string | undefined;

  constructor(
    private readonly client: Client,
    private readonly words: Words,
    private readonly key: string,
    /** Of this window alone, and gone with it. */
    private readonly kept: Pick<Storage, "getItem" | "setItem" | "removeItem"> | undefined = opened(() => sessionStorage),
  ) {
    this.text = kept?.getItem(key) ?? "";
  }

  write(text: string): void {
    this.text = text;
    try {
      if (text) this.kept?.setItem(this.key, text);
      else this.kept?.removeItem(this.key);
    } catch {
      // Without room there it stays as long as the page does.
    }
  }

  /** What the lines mean. */
  async ask(onMenu: ReadonlyMap<string, unknown>): Promise<void> {
    const lines = linesIn(this.text);
    if (lines.length === 0 || this.isAsking) return;
    this.isAsking = true;
    const matches = await this.#matches(lines);
    this.isAsking = false;
    if (!matches) return;
    this.lines = reviewed(matches, onMenu);
    this.isReviewing = true;
  }

  /** As many at once as the service takes; undefined when it refuses, and `trouble` says why. */
  async #matches(lines: readonly string[]): Promise<readonly Match[] | undefined> {
    const found: Match[] = [];
    for (let at = 0; at < lines.length; at += MOST_LINES) {
      const body = { lines: lines.slice(at, at + MOST_LINES) };
      const answer = await this.client.send<Page<Match>>({ method: "POST", path: "/api/v1/media/matches", body });
      this.trouble = answer.kind === "done" ? "" : this.#why(answer, at);
      if (answer.kind !== "done") return undefined;
      found.push(...answer.body.items);
    }
    return found;
  }

  choose(index: number, chosen: string | null): void {
    this.lines = withChosen(this.lines, index, chosen);
  }

  /** The chosen works are on the menu: what is left is kept. */
  done(): void {
    this.#keep(leftOver(this.lines));
  }

  seek(line: string): void {
    this.#sought = line;
  }

  /** Another way has put a work on the menu: the line that was looked for is done. */
  settle(): void {
    const place = this.lines.findIndex(({ line }) => line === this.#sought);
    this.#sought = undefined;
    if (place >= 0) this.#keep(this.lines.filter((_, index) => index !== place));
  }

  #keep(lines: readonly Line[]): void {
    this.lines = lines;
    this.isReviewing = lines.length > 0;
    this.write(lines.map(({ line }) => line).join("\n"));
  }

  /** `at` is the place of the first of the lines that were asked for. */
  #why(failure: Failure, at: number): string {
    const problem = failure.kind === "refused" ? failure.problem.errors[0] : undefined;
    const place = problem?.pointer.match(/^\/lines\/(\d+)$/)?.[1];
    if (!problem || place === undefined) return asAWhole(failure, this.words);
    return this.words.say("list_line_wrong", { n: at + Number(place) + 1, why: this.words.refusal(problem.code, problem.message) });
  }
}
