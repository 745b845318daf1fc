/** What differs between two states of a menu, and how it is told: one sentence for each difference. */
import type { Words } from "../words/words";

interface Titled {
  readonly title: string;
}
interface Place {
  readonly course: Titled;
  readonly position: number;
}
interface TextChange {
  readonly old: string | null;
  readonly new: string | null;
}
interface PairingWords {
  readonly relationship: string;
  readonly narrative: string;
}
interface Pair {
  readonly first: Titled;
  readonly second: Titled;
}
type OfCourse<T> = readonly (T & { readonly course: Titled })[];
type OfWork<T> = readonly (T & { readonly work: Titled })[];
type OfPair<T> = readonly (T & Pair)[];

/** As the API tells them; places count from 0. */
export interface Differences {
  readonly title: TextChange | null;
  readonly description: TextChange | null;
  readonly courses: {
    readonly added: OfCourse<object>;
    readonly removed: OfCourse<object>;
    readonly moved: OfCourse<{ readonly new: number }>;
    readonly renamed: OfCourse<TextChange>;
    readonly intents: OfCourse<TextChange>;
  };
  readonly works: {
    readonly added: OfWork<{ readonly place: Place }>;
    readonly removed: OfWork<{ readonly place: Place }>;
    readonly moved: OfWork<{ readonly old: Place; readonly new: Place }>;
    readonly exchanged: readonly { readonly old: Titled; readonly new: Titled }[];
    readonly annotated: OfWork<TextChange>;
  };
  readonly pairings: {
    readonly added: OfPair<{ readonly words: PairingWords }>;
    readonly removed: OfPair<{ readonly words: PairingWords }>;
    readonly moved: OfPair<{ readonly new: number }>;
    readonly reworded: OfPair<{ readonly old: PairingWords; readonly new: PairingWords }>;
  };
}

/** `mark` is the sign beside the sentence; `old` and `new` are texts to be shown below it. */
export interface Sentence {
  readonly mark: "+" | "−" | "↕" | "~";
  readonly text: string;
  readonly old?: string | null;
  readonly new?: string | null;
}

export function sentencesOf(found: Differences, words: Words): readonly Sentence[] {
  return [...ofHead(found, words), ...ofCourses(found, words), ...ofWorks(found, words), ...ofPairings(found, words)];
}

function ofHead({ title, description }: Differences, words: Words): Sentence[] {
  return [
    ...(title ? [reworded(words.say("diff_title"), title)] : []),
    ...(description ? [reworded(words.say("diff_description"), description)] : []),
  ];
}

function ofCourses({ courses }: Differences, words: Words): Sentence[] {
  const named = ({ course }: { course: Titled }) => ({ course: course.title });
  return [
    ...courses.added.map((each) => sentence("+", words.say("diff_course_added", named(each)))),
    ...courses.removed.map((each) => sentence("−", words.say("diff_course_removed", named(each)))),
    ...courses.moved.map((each) =>
      sentence("↕", words.say("diff_course_moved", { ...named(each), place: each.new + 1 })),
    ),
    ...courses.renamed.map((each) => reworded(words.say("diff_course_renamed"), each)),
    ...courses.intents.map((each) => reworded(words.say("diff_intent", named(each)), each)),
  ];
}

function ofWorks({ works }: Differences, words: Words): Sentence[] {
  const placed = (work: Titled, { course, position }: Place) => ({
    work: work.title,
    course: course.title,
    place: position + 1,
  });
  return [
    ...works.added.map(({ work, place }) => sentence("+", words.say("diff_work_added", placed(work, place)))),
    ...works.removed.map(({ work, place }) => sentence("−", words.say("diff_work_removed", placed(work, place)))),
    ...works.moved.map((each) => sentence("↕", words.say("diff_work_moved", placed(each.work, each.new)))),
    ...works.exchanged.map((each) =>
      sentence("~", words.say("diff_work_exchanged", { old: each.old.title, new: each.new.title })),
    ),
    ...works.annotated.map((each) => reworded(words.say("diff_note", { work: each.work.title }), each)),
  ];
}

function ofPairings({ pairings }: Differences, words: Words): Sentence[] {
  const both = ({ first, second }: Pair) => ({ first: first.title, second: second.title });
  const told = ({ relationship, narrative }: PairingWords) => `${relationship}: ${narrative}`;
  return [
    ...pairings.added.map((each) => ({ ...sentence("+", words.say("paired", both(each))), new: told(each.words) })),
    ...pairings.removed.map((each) => ({
      ...sentence("−", words.say("pairing_removed", both(each))),
      old: told(each.words),
    })),
    ...pairings.moved.map((each) =>
      sentence("↕", words.say("diff_pairing_moved", { ...both(each), place: each.new + 1 })),
    ),
    ...pairings.reworded.map((each) =>
      reworded(words.say("pairing_changed", both(each)), { old: told(each.old), new: told(each.new) }),
    ),
  ];
}

function sentence(mark: Sentence["mark"], text: string): Sentence {
  return { mark, text };
}

function reworded(text: string, change: TextChange): Sentence {
  return { mark: "~", text, old: change.old, new: change.new };
}
