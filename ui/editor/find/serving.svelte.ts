/** Puts found works on the menu: into which course, and what was put there last. */
import type { Desk } from "../desk/desk.svelte";
import { addCourse, addItems, itemOf } from "../menu/changes";
import { newId } from "../menu/ids";
import type { Course, Draft, Work } from "../menu/menu";
import { nameOf, places } from "./courses";

export class Serving {
  #chosen: string | undefined = $state();
  #last: string | undefined = $state();

  constructor(private readonly desk: Desk) {}

  /** The course that was chosen or touched last while it is there, else the last one; undefined without any. */
  get courseId(): string | undefined {
    const { courses } = this.desk.draft;
    return courses.find(({ id }) => id === this.#chosen)?.id ?? courses.at(-1)?.id;
  }

  choose(courseId: string): void {
    this.#chosen = courseId;
  }

  /** What was added last, in words, as long as undoing would take just that back. */
  get recent(): string | undefined {
    return this.#last !== undefined && this.desk.undoable === this.#last ? this.#last : undefined;
  }

  /** In one step, at the end of the current course; a first course is made when there is none. */
  add(works: readonly Work[]): void {
    const [first] = works;
    if (!first) return;
    const before = this.desk.draft;
    const made = this.courseId ? undefined : this.#firstCourse();
    const courseId = this.courseId ?? made!.id;
    const items = works.map((work) => itemOf(work));
    const laid = made ? addCourse(made)(before) : before;
    const words = this.#inWords(before, nameOf(laid, courseId), works);
    this.#chosen = courseId;
    this.#last = words;
    this.desk.commit(words, (draft) => addItems(items, { courseId })(made ? addCourse(made)(draft) : draft));
  }

  #firstCourse(): Course {
    return { id: newId(), title: this.desk.words.say("find_first_course"), intent: null, items: [] };
  }

  #inWords(draft: Draft, course: string, works: readonly Work[]): string {
    const { words } = this.desk;
    if (works.length > 1) return words.say("find_added_many", { n: works.length, course });
    const { id, title } = works[0]!;
    const where = places(draft).get(id);
    return where ? words.say("find_added_again", { title, course, where }) : words.say("find_added", { title, course });
  }
}
