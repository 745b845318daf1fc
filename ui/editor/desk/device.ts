/** Edits that the service does not have yet, kept on this device: they outlive a reload and a closed tab. */
import { newId } from "../menu/ids";
import { itemsOf, type Course, type Draft, type Item, type Work } from "../menu/menu";
import { opened } from "../opened";

/** Edits since `base`; `unheard` are drafts whose saving was never answered. */
export interface Edits {
  readonly base: Draft;
  readonly mine: Draft;
  readonly unheard: readonly Draft[];
}

/** Edits of an earlier visit, and where they lie. */
export interface Leftover {
  readonly key: string;
  readonly edits: Edits;
}

type BareItem = Omit<Item, "media">;
type Bare = Omit<Draft, "courses"> & { readonly courses: readonly (Omit<Course, "items"> & { readonly items: readonly BareItem[] })[] };

interface Record {
  readonly at: number;
  /** The tab that wrote it was left. */
  readonly isLeft: boolean;
  readonly base: Bare;
  readonly mine: Bare;
  readonly unheard: readonly Bare[];
  /** The works that only these edits know; all others are on the menu. */
  readonly works: readonly Work[];
}

/** Where browsers do not tell which tabs live: one that wrote nothing for so long is gone, or asleep, and nothing is doubled. */
const SILENCE = 180_000;

export class Device {
  readonly #room: string;
  readonly #key: string;

  /** What somebody wrote is theirs: whoever signs in after them on the same device does not come upon it. */
  constructor(
    username: string,
    menuId: string,
    private readonly storage: Storage | undefined = opened(() => localStorage),
    tab = newId(),
    private readonly locks: LockManager | undefined = globalThis.navigator?.locks,
  ) {
    this.#room = `media-menu:edits:${username}:${menuId}:`;
    this.#key = this.#room + tab;
    // Until the tab is gone, however that happens.
    void locks?.request(this.#key, () => new Promise(() => undefined));
  }

  /** False when there is no room for them. */
  keep(edits: Edits, isLeft = false): boolean {
    const known = new Set(itemsOf(edits.base).map(({ media_item_id }) => media_item_id));
    const works = itemsOf(edits.mine).filter(({ media_item_id }) => !known.has(media_item_id)).map(({ media }) => media);
    const [base, mine, unheard] = [bare(edits.base), bare(edits.mine), edits.unheard.map(bare)];
    return this.#write({ at: Date.now(), isLeft, base, mine, unheard, works });
  }

  forget(key = this.#key): void {
    this.storage?.removeItem(key);
  }

  /** What other tabs left behind, the oldest first; facts of works that are not in `known` are asked for. */
  async leftovers(known: readonly Work[], ask: (workId: string) => Promise<Work>): Promise<readonly Leftover[]> {
    const living = (await this.locks?.query())?.held?.map(({ name }) => name);
    const found = this.#keys().flatMap((key): (Record & { readonly key: string })[] => {
      const record = this.#read(key);
      const isGone = (at: number) => (living ? !living.includes(key) : Date.now() - at > SILENCE);
      return record && (record.isLeft || isGone(record.at)) ? [{ ...record, key }] : [];
    });
    found.sort((one, other) => one.at - other.at);
    return Promise.all(found.map(async (record) => ({ key: record.key, edits: await whole(record, known, ask) })));
  }

  #keys(): readonly string[] {
    return Object.keys(this.storage ?? {}).filter((key) => key.startsWith(this.#room) && key !== this.#key);
  }

  #read(key: string): Record | undefined {
    try {
      return JSON.parse(this.storage?.getItem(key) ?? "") as Record;
    } catch {
      return undefined;
    }
  }

  #write(record: Record): boolean {
    try {
      this.storage?.setItem(this.#key, JSON.stringify(record));
    } catch {
      // Older edits of this tab are worth less than nothing: they would come back in place of these.
      this.forget();
      return false;
    }
    return this.storage !== undefined;
  }
}

function bare(draft: Draft): Bare {
  const { title, description, pairings } = draft;
  const courses = draft.courses.map(({ id, title, intent, items }) => ({
    id,
    title,
    intent,
    items: items.map(({ id, item_key, media_item_id, annotation }) => ({ id, item_key, media_item_id, annotation })),
  }));
  return { title, description, courses, pairings };
}

async function whole(record: Record, known: readonly Work[], ask: (workId: string) => Promise<Work>): Promise<Edits> {
  const works = new Map([...known, ...record.works].map((work) => [work.id, work]));
  const drafts = [record.base, record.mine, ...record.unheard];
  const wanted = new Set(drafts.flatMap(({ courses }) => courses.flatMap(({ items }) => items.map((item) => item.media_item_id))));
  const missing = [...wanted].filter((id) => !works.has(id));
  for (const work of await Promise.all(missing.map(ask))) works.set(work.id, work);
  const [base, mine, ...unheard] = drafts.map((draft) => dressed(draft, works));
  return { base: base!, mine: mine!, unheard };
}

function dressed(draft: Bare, works: ReadonlyMap<string, Work>): Draft {
  const courses = draft.courses.map((course) => ({
    ...course,
    items: course.items.map((item) => ({ ...item, media: works.get(item.media_item_id)! })),
  }));
  return { ...draft, courses };
}
