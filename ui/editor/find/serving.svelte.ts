/** Puts found works on the menu: into which course, and what was put there last. */
import type { Desk } from "../desk/desk.svelte";
import { addCourse, addItems, itemOf, type Change, type Place } from "../menu/changes";
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

  /** In one step, at the end of the current course if no place is given; without any, a first course is made. */
  add(works: readonly Work[], place: Place | undefined = this.#atTheEnd): void {
    if (works.length === 0) return;
    const made = place ? undefined : this.#firstCourse();
    const to = place ?? { courseId: made!.id };
    const laid: Change = (draft) => (made ? addCourse(made)(draft) : draft);
    const items = works.map((work) => itemOf(work));
    const { draft } = this.desk;
    this.#last = this.#inWords(draft, nameOf(laid(draft), to.courseId), works);
    this.#chosen = to.courseId;
    this.desk.commit(this.#last, (before) => addItems(items, to)(laid(before)));
  }

  get #atTheEnd(): Place | undefined {
    const { courseId } = this;
    return courseId ? { courseId } : undefined;
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
