/** What a curator does to courses and works by hand: each deed is one commit, is told, and leaves the focus somewhere. */
import { createContext, flushSync } from "svelte";
import type { Desk } from "../desk/desk.svelte";
import { addCourse, moveCourse, moveItems, removeCourse, removeItems, type Change, type Place } from "../menu/changes";
import { newId } from "../menu/ids";
import { itemsOf, type Course, type Pairing } from "../menu/menu";
import { parts } from "../parts.svelte";
import type { Words } from "../words/words";
import { copyOf } from "./copies";
import { courseEntered, coursePlaceBy, courseWhereabouts, isSameOrder, neighbourOf, placeBy, whereabouts, type Stride } from "./moving";
import { Selection } from "./selection.svelte";

const NOTHING: ReadonlySet<string> = new Set();

export class Workbench {
  readonly selection = new Selection();
  /** Courses whose works are out of sight. */
  folded: ReadonlySet<string> = $state.raw(NOTHING);
  /** The works in the air while they are dragged. */
  lifted: ReadonlySet<string> = $state.raw(new Set());
  /** The works that the dialog of moving is open for. */
  moving: ReadonlySet<string> | undefined = $state.raw();
  /** What was removed last, while its undoing is offered. */
  removed: { readonly words: string; readonly backTo: string } | undefined = $state.raw();

  constructor(
    private readonly desk: Desk,
    private readonly words: Words,
  ) {}

  get order(): readonly string[] {
    return itemsOf(this.desk.draft).map(({ id }) => id);
  }

  get selected(): ReadonlySet<string> {
    return this.selection.size ? this.selection.among(this.order) : NOTHING;
  }

  /** With a selected work, all that are selected. */
  togetherWith(itemId: string): ReadonlySet<string> {
    return this.selection.has(itemId) ? this.selected : new Set([itemId]);
  }

  /** Opens the dialog that asks where they shall go. */
  askWhereTo(moved: ReadonlySet<string>): void {
    parts.whenHere(() => (this.moving = moved));
  }

  moveItems(moved: ReadonlySet<string>, place: Place | undefined, gripId: string): void {
    const before = this.desk.draft;
    const after = place ? moveItems(moved, place)(before) : before;
    if (!isSameOrder(before, after)) this.desk.commit(this.#wordsOf("moved", moved, courseEntered(before, moved, place)), () => after);
    if (place) this.foldTo(false, [place.courseId]);
    this.desk.say(place ? whereabouts(after, moved, this.words) : this.words.say("no_further"));
    focusOn(gripId);
  }

  strideItem(itemId: string, stride: Stride): void {
    const moved = this.togetherWith(itemId);
    this.moveItems(moved, placeBy(stride, this.desk.draft, moved), gripOf(itemId));
  }

  removeItems(removed: ReadonlySet<string>): void {
    const [first] = removed;
    if (first === undefined) return;
    const next = neighbourOf(this.desk.draft, removed);
    const words = this.#wordsOf("removed", removed);
    this.selection.clear();
    this.commitRemoval(words, removeItems(removed), gripOf(first));
    focusOn(gripOf(next?.id ?? ""));
  }

  addCourse(at: number): void {
    const course: Course = { id: newId(), title: this.words.say("new_course"), intent: null, items: [] };
    this.#put(course, at, this.words.say("course_added"));
  }

  /** For a menu that is still empty: an evening in three steps. */
  addThreeCourses(): void {
    const titles = ["opening", "main", "sweet"].map((step) => this.words.say(`three_${step}`));
    const courses = titles.map((title): Course => ({ id: newId(), title, intent: null, items: [] }));
    this.desk.commit(this.words.say("courses_added", { n: courses.length }), (draft) => ({ ...draft, courses }));
    focusOn(`course-title-${courses[0]!.id}`);
  }

  duplicateCourse(course: Course, at: number): void {
    const { title } = course;
    const copy = copyOf(course, this.words.say("copy_of", { title }), this.desk.draft.pairings);
    this.#put(copy.course, at + 1, this.words.say("course_duplicated", { title }), copy.pairings);
  }

  #put(course: Course, at: number, words: string, pairings: readonly Pairing[] = []): void {
    const paired: Change = (draft) => ({ ...draft, pairings: [...draft.pairings, ...pairings] });
    this.desk.commit(words, (draft) => paired(addCourse(course, at)(draft)));
    focusOn(`course-title-${course.id}`);
    const field = document.activeElement;
    if (field instanceof HTMLTextAreaElement) field.select();
  }

  moveCourse(courseId: string, at: number | undefined): void {
    const before = this.desk.draft;
    const after = at === undefined ? before : moveCourse(courseId, at)(before);
    if (!isSameOrder(before, after)) this.desk.commit(this.words.say("course_moved", { title: titleIn(before.courses, courseId) }), () => after);
    this.desk.say(at === undefined ? this.words.say("no_further") : courseWhereabouts(after, courseId, this.words));
    focusOn(gripOf(courseId));
  }

  strideCourse(courseId: string, stride: Stride): void {
    this.moveCourse(courseId, coursePlaceBy(stride, this.desk.draft, courseId));
  }

  removeCourse(courseId: string): void {
    const { courses } = this.desk.draft;
    const at = courses.findIndex(({ id }) => id === courseId);
    const next = courses[at + 1] ?? courses[at - 1];
    const words = this.words.say("course_removed", { title: titleIn(courses, courseId) });
    this.commitRemoval(words, removeCourse(courseId), gripOf(courseId));
    focusOn(next ? gripOf(next.id) : "add-course");
  }

  /** Brings back what was removed last. */
  undoRemoval(): void {
    const backTo = this.removed?.backTo;
    this.desk.undo();
    this.removed = undefined;
    if (backTo) focusOn(backTo);
  }

  fold(courseId: string): void {
    this.foldTo(!this.folded.has(courseId), [courseId]);
  }

  foldAll(isFolded: boolean): void {
    this.foldTo(isFolded, this.desk.draft.courses.map(({ id }) => id));
  }

  foldTo(isFolded: boolean, courseIds: readonly string[]): void {
    const others = [...this.folded].filter((id) => !courseIds.includes(id));
    this.folded = new Set(isFolded ? [...others, ...courseIds] : others);
  }

  tellSelection(): void {
    const n = this.selected.size;
    const told = this.words.say("selected", { n });
    this.desk.say(n === 1 ? `${told}. ${this.words.say("selection_by_keys")}` : told);
  }

  clearSelection(): void {
    this.goToSelected();
    this.selection.clear();
    this.desk.say(this.words.say("selection_cleared"));
  }

  /** To the work that was selected last, or else to the first of them. */
  goToSelected(): void {
    const { selected, selection: { last = "" } } = this;
    focusOn(`mark-${selected.has(last) ? last : [...selected][0]}`);
  }

  /** Removes something, and offers to bring it back; the focus goes to the element `backTo` then. */
  commitRemoval(words: string, change: Change, backTo: string): void {
    this.desk.commit(words, change);
    this.removed = { words, backTo };
    this.desk.say(`${words}. ${this.words.say("undo_by_keys")}`);
  }

  #wordsOf(deed: "moved" | "removed", ids: ReadonlySet<string>, course = ""): string {
    const where = course && "_to";
    if (ids.size > 1) return this.words.say(`many_${deed}${where}`, { n: ids.size, course });
    const item = itemsOf(this.desk.draft).find(({ id }) => ids.has(id));
    return this.words.say(`one_${deed}${where}`, { title: item?.media.title ?? "", course });
  }
}

/** The grip of a work or a course. */
export function gripOf(id: string): string {
  return `grip-${id}`;
}

/** Now, in the same event: a reader of the screen hears of no place between. */
export function focusOn(id: string): void {
  flushSync();
  document.getElementById(id)?.focus();
}

function titleIn(courses: readonly Course[], courseId: string): string {
  return courses.find(({ id }) => id === courseId)?.title ?? "";
}

export const [theWorkbench, setWorkbench] = createContext<Workbench>();
