/** What stands against a wish, in words, by the stable codes of the API. */
import type { FieldProblem, Result } from "../service/client";
import type { Words } from "../words/words";

export type Failure = Exclude<Result<unknown>, { readonly kind: "done" }>;

export function asAWhole(failure: Failure, words: Words): string {
  if (failure.kind === "unreachable") return words.say("find_no_answer");
  const { code, detail, errors } = failure.problem;
  const [first] = errors;
  return first ? words.refusal(first.code, first.message) : words.refusal(code, detail);
}

/** By the names of fields: `/creators/0` is about `creators`. */
export function byField(problems: readonly FieldProblem[], words: Words): Readonly<Record<string, string>> {
  return Object.fromEntries(
    problems.map(({ pointer, code, message }) => [pointer.split("/")[1] ?? "", words.refusal(code, message)]),
  );
}
