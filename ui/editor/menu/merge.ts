/**
 * Two drafts that grew out of one, made into one again. Pure, total, and it gives the same for the same.
 *
 * What only one side changed is taken over. Where both changed the same, or one edited what the other removed, there is
 * a conflict; until somebody chooses, mine counts, and what either side kept stays. Moves of both sides are kept; what
 * both moved goes where the leader put it. Nothing that a side added is lost, and nothing comes twice.
 */
import { Side, type Kind } from "./side";
import { sameText } from "./same";
import { woven } from "./order";
import type { Course, Draft, Item, Pairing } from "./menu";

export type Field = "title" | "description" | "intent" | "annotation" | "relationship" | "narrative";
export type Choice = "mine" | "theirs";

/** Something that both sides changed: a text, or whether a thing is there at all. */
export interface Conflict {
  readonly key: string;
  readonly kind: "menu" | Kind;
  readonly id: string;
  readonly field: Field | "existence";
  /** The texts of a field; of a thing that one side removed, none. */
  readonly mine: string | null;
  readonly theirs: string | null;
  /** Which side does not have the thing any more. */
  readonly removed: Choice | null;
}

export interface Merged {
  readonly merged: Draft;
  readonly conflicts: readonly Conflict[];
}

/** What somebody decided about a conflict, if anything. */
export type Choose = (conflict: Conflict) => Choice | undefined;

export function merge(
  base: Draft,
  mine: Draft,
  theirs: Draft,
  choose: Choose = () => undefined,
  leader: Choice = "mine",
): Merged {
  if (mine === theirs || base === theirs) return { merged: mine, conflicts: [] };
  if (base === mine) return { merged: theirs, conflicts: [] };
  return new Merging(base, mine, theirs, choose, leader).result();
}

class Merging {
  readonly #base: Side;
  readonly #mine: Side;
  readonly #theirs: Side;
  readonly #choose: Choose;
  readonly #leads: boolean;
  readonly #conflicts: Conflict[] = [];

  constructor(base: Draft, mine: Draft, theirs: Draft, choose: Choose, leader: Choice) {
    this.#base = new Side(base);
    this.#mine = new Side(mine);
    this.#theirs = new Side(theirs);
    this.#choose = choose;
    this.#leads = leader === "mine";
  }

  result(): Merged {
    const head = this.#head();
    const wantedCourses = this.#courses();
    const items = this.#items(wantedCourses);
    const places = this.#places(items, wantedCourses);
    const pairings = this.#pairings(items);
    const courses = this.#arranged(wantedCourses, places, items);
    return { merged: { ...head, courses, pairings }, conflicts: this.#conflicts };
  }

  #head(): Pick<Draft, "title" | "description"> {
    const [base, mine, theirs] = [this.#base.draft, this.#mine.draft, this.#theirs.draft];
    return {
      title: this.#text("menu", "", "title", base.title, mine.title, theirs.title) ?? "",
      description: this.#text("menu", "", "description", base.description, mine.description, theirs.description),
    };
  }

  /** The courses that stay for their own sake. */
  #courses(): Set<string> {
    return this.#kept("course", (side, id) => side.hasCourseEdited(id, this.#base));
  }

  /** The works that stay; those of a course that one side removed and the other edited stay with it. */
  #items(courses: ReadonlySet<string>): Set<string> {
    const followers = (side: Side, other: Side, id: string) => {
      const course = side.courseOf.get(id)!;
      return !other.courses.has(course) && side.hasCourseEdited(course, this.#base) && courses.has(course);
    };
    return this.#kept("item", (side, id) => side.hasItemEdited(id, this.#base), followers);
  }

  #kept(
    kind: Kind,
    isEdited: (side: Side, id: string) => boolean,
    followsOthers: (side: Side, other: Side, id: string) => boolean = () => false,
  ): Set<string> {
    const kept = new Set<string>();
    for (const id of new Set([...this.#mine.of(kind).keys(), ...this.#theirs.of(kind).keys()])) {
      const isMine = this.#mine.of(kind).has(id);
      const [side, other] = isMine ? [this.#mine, this.#theirs] : [this.#theirs, this.#mine];
      const isIn = other.of(kind).has(id) || !this.#base.of(kind).has(id);
      if (isIn || followsOthers(side, other, id)) kept.add(id);
      else if (isEdited(side, id) && this.#survives(kind, id, isMine ? "theirs" : "mine")) kept.add(id);
    }
    return kept;
  }

  #survives(kind: Kind, id: string, removed: Choice): boolean {
    const conflict: Conflict = { key: `${kind}:${id}`, kind, id, field: "existence", mine: null, theirs: null, removed };
    this.#conflicts.push(conflict);
    return this.#choose(conflict) !== removed;
  }

  /** In which course each work is to stand. A course that is gone comes back where its works have no other place. */
  #places(items: ReadonlySet<string>, courses: Set<string>): ReadonlyMap<string, string> {
    const places = new Map<string, string>();
    for (const id of items) {
      const [leading, following] = [this.#leader.courseOf.get(id), this.#follower.courseOf.get(id)];
      const leads = leading !== undefined && (following === undefined || leading !== this.#base.courseOf.get(id));
      const wanted = leads ? leading : following!;
      const other = leads ? following : leading;
      places.set(id, this.#standing(wanted, other, id, courses));
    }
    return places;
  }

  #standing(wanted: string, other: string | undefined, id: string, courses: Set<string>): string {
    if (courses.has(wanted)) return wanted;
    if (other !== undefined && courses.has(other)) return other;
    const wasRefused = this.#conflicts.some((each) => each.kind === "course" && each.id === wanted);
    const neighbour = wasRefused ? this.#side(id).nearestCourse(wanted, courses) : undefined;
    courses.add(neighbour ?? wanted);
    return neighbour ?? wanted;
  }

  #side(itemId: string): Side {
    return this.#mine.items.has(itemId) ? this.#mine : this.#theirs;
  }

  #arranged(kept: ReadonlySet<string>, places: ReadonlyMap<string, string>, items: ReadonlySet<string>): Course[] {
    const order = woven(
      this.#base.courseIds,
      this.#follower.courseIds,
      this.#leader.courseIds,
      kept,
    );
    return order.map((id) => {
      const staying = new Set([...items].filter((item) => places.get(item) === id));
      const listed = woven(this.#base.itemIds(id), this.#follower.itemIds(id), this.#leader.itemIds(id), staying);
      const moved = [...staying].filter((item) => !listed.includes(item));
      return this.#course(id, [...listed, ...moved].map((item) => this.#item(item)));
    });
  }

  #course(id: string, items: readonly Item[]): Course {
    const [base, mine, theirs] = [this.#base.courses.get(id), this.#mine.courses.get(id), this.#theirs.courses.get(id)];
    const one = mine ?? theirs!;
    const title = mine && theirs ? this.#text("course", id, "title", base?.title, mine.title, theirs.title) : one.title;
    const intent = mine && theirs ? this.#text("course", id, "intent", base?.intent, mine.intent, theirs.intent) : one.intent;
    const isAsMine = mine && title === mine.title && intent === mine.intent && sameMembers(items, mine.items);
    return isAsMine ? mine : { id, title: title ?? "", intent, items };
  }

  #item(id: string): Item {
    const [base, mine, theirs] = [this.#base.items.get(id), this.#mine.items.get(id), this.#theirs.items.get(id)];
    if (!mine || !theirs) return mine ?? theirs!;
    const annotation = this.#text("item", id, "annotation", base?.annotation, mine.annotation, theirs.annotation);
    const isServedByMe = theirs.media_item_id === base?.media_item_id || mine.media_item_id === theirs.media_item_id;
    const work = isServedByMe ? mine : theirs;
    return work === mine && annotation === mine.annotation && mine.item_key === theirs.item_key
      ? mine
      : { ...work, item_key: theirs.item_key, annotation };
  }

  /** The pairings of works that stay; one pairing of each two. */
  #pairings(items: ReadonlySet<string>): Pairing[] {
    const disputed = new Set(this.#conflicts.filter(({ kind }) => kind === "item").map(({ id }) => id));
    const isEdited = (side: Side, id: string) => side.hasPairingEdited(id, this.#base);
    const followers = (side: Side, other: Side, id: string) => {
      const works = side.worksOf(id);
      return works.some((work) => disputed.has(work) && !other.items.has(work)) && works.every((work) => items.has(work));
    };
    const kept = this.#kept("pairing", isEdited, followers);
    for (const id of kept) if (!this.#anyPairing(id).worksOf(id).every((work) => items.has(work))) kept.delete(id);
    const twins = this.#twins(kept);
    for (const twin of twins.values()) kept.delete(twin);
    const ids = [this.#base, this.#follower, this.#leader].map((side) => side.draft.pairings.map((each) => each.id));
    return woven(ids[0]!, ids[1]!, ids[2]!, kept).map((id) => this.#pairing(id, twins.get(id)));
  }

  #anyPairing(id: string): Side {
    return this.#mine.pairings.has(id) ? this.#mine : this.#theirs;
  }

  /** Pairings of the same two works that each side has made: theirs with mine. */
  #twins(kept: ReadonlySet<string>): ReadonlyMap<string, string> {
    const twins = new Map<string, string>();
    const byWorks = new Map<string, string>();
    const isElder = (id: string) => (this.#theirs.pairings.has(id) ? 0 : 1);
    for (const id of [...kept].sort((one, other) => isElder(one) - isElder(other))) {
      const works = [...this.#anyPairing(id).worksOf(id)].sort().join();
      const elder = byWorks.get(works);
      if (elder === undefined) byWorks.set(works, id);
      else twins.set(elder, id);
    }
    return twins;
  }

  #pairing(id: string, twin: string | undefined): Pairing {
    const base = this.#base.pairings.get(id) ?? this.#base.pairings.get(twin ?? id);
    const theirs = this.#theirs.pairings.get(id);
    const mine = this.#mine.pairings.get(twin ?? id);
    if (!mine || !theirs) return mine ?? theirs!;
    const of = (field: "relationship" | "narrative") =>
      this.#text("pairing", id, field, base?.[field], mine[field], theirs[field]) ?? "";
    const facts = { relationship: of("relationship"), narrative: of("narrative") };
    return twin === undefined && facts.relationship === mine.relationship && facts.narrative === mine.narrative
      ? mine
      : { ...theirs, ...facts };
  }

  #text(
    kind: Conflict["kind"],
    id: string,
    field: Field,
    base: string | null | undefined,
    mine: string | null,
    theirs: string | null,
  ): string | null {
    if (sameText(mine, theirs) || (base !== undefined && sameText(base, theirs))) return mine;
    if (base !== undefined && sameText(base, mine)) return theirs;
    const conflict: Conflict = { key: `${kind}:${id}:${field}`, kind, id, field, mine, theirs, removed: null };
    this.#conflicts.push(conflict);
    return this.#choose(conflict) === "theirs" ? theirs : mine;
  }

  get #leader(): Side {
    return this.#leads ? this.#mine : this.#theirs;
  }

  get #follower(): Side {
    return this.#leads ? this.#theirs : this.#mine;
  }
}

function sameMembers<T>(one: readonly T[], other: readonly T[]): boolean {
  return one.length === other.length && one.every((each, index) => each === other[index]);
}
