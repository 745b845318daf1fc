/** What the service refused of a draft, set aside until it is changed, so that the rest can be saved. */
import type { Draft } from "../menu/menu";
import { requestFor } from "../menu/requests";
import type { Step } from "../menu/step";
import type { Problem } from "../service/client";
import { refusalsOf, sendable, stillStands, type Refusal } from "./refusals";
import type { Standing } from "./saving";

export class SetAside {
  #refusals: readonly Refusal[] = [];
  /** The draft of which nothing more can be sent. */
  #stuck: Draft | undefined;
  #isSmall = false;

  /** What was changed since it was refused may be tried again. */
  changed(draft: Draft): void {
    this.#refusals = this.#refusals.filter((each) => each.value !== null && stillStands(each, draft));
  }

  isStuckAt(draft: Draft): boolean {
    return draft === this.#stuck;
  }

  /** The next request towards the draft, without what was refused. */
  stepTowards(draft: Draft, confirmed: Draft): Step | undefined {
    return requestFor(confirmed, sendable(confirmed, draft, this.#refusals), this.#isSmall);
  }

  /** Where nothing is known to be at fault, steps become small; where they are, the draft is stuck. */
  refused(step: Step, problem: Problem, draft: Draft): void {
    const isNew = (each: Refusal) => !this.#refusals.some(({ place, value }) => place === each.place && value === each.value);
    const whole: Refusal = { place: step.subject, code: problem.code, message: problem.detail, value: null };
    const pointed = refusalsOf(step, problem);
    const found = (pointed.length > 0 || step.subject === "" ? pointed : [whole]).filter(isNew);
    if (found.length === 0 && !this.#isSmall) this.#isSmall = true;
    else if (found.length === 0) this.#stick(whole, draft);
    this.#refusals = [...this.#refusals, ...found];
  }

  /** Nothing more is to be sent. */
  rest(draft: Draft): Standing {
    this.#isSmall = false;
    const isRefused = this.#refusals.length > 0 || this.isStuckAt(draft);
    return isRefused ? { name: "refused", refusals: this.#refusals } : { name: "saved" };
  }

  #stick(refusal: Refusal, draft: Draft): void {
    this.#stuck = draft;
    this.#refusals = [...this.#refusals.filter(({ place }) => place !== refusal.place), refusal];
  }
}
