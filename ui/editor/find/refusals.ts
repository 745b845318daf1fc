/** What stands against a wish, in words, by the stable codes of the API. */
import type { FieldProblem, Result } from "../service/client";
import type { Words } from "../words/words";

export type Failure = Exclude<Result<unknown>, { readonly kind: "done" }>;

/** A code without words of its own keeps what the API says. */
export function inWords(code: string, otherwise: string, words: Words): string {
  const said = words.say(`refusal_${code}`);
  return said === `refusal_${code}` ? otherwise : said;
}

export function asAWhole(failure: Failure, words: Words): string {
  if (failure.kind === "unreachable") return inWords("unreachable", "", words);
  const { code, detail, errors } = failure.problem;
  const [first] = errors;
  return first ? inWords(first.code, first.message, words) : inWords(code, detail, words);
}

/** By the names of fields: `/creators/0` is about `creators`. */
export function byField(problems: readonly FieldProblem[], words: Words): Readonly<Record<string, string>> {
  return Object.fromEntries(
    problems.map(({ pointer, code, message }) => [pointer.split("/")[1] ?? "", inWords(code, message, words)]),
  );
}
