/** For tests: the API of one menu in memory, with its versions, refusals and replays, and a network that fails on demand. */
import type { Course, Draft, Item, Menu, Pairing } from "../menu/menu";
import { problem, refuse, Refusal, tidied, without } from "./pretend-rules";

/** What becomes of a request: it arrives or not, its answer arrives or not, or the service is in trouble. */
export type Fate = "fine" | "lost-request" | "lost-answer" | "busy";

type Body = Readonly<Record<string, unknown>>;

export class PretendService {
  menu: Menu;
  requests: { readonly method: string; readonly path: string; readonly size: number; readonly status: number }[] = [];
  fate: () => Fate = () => "fine";
  csrf = "seal";
  /** Works that were merged into others. */
  readonly survivors = new Map<string, string>();
  /** What is known of works beyond what a suggestion tells. */
  readonly details = new Map<string, Item["media"]["details"]>();
  readonly unknownWorks = new Set<string>();
  readonly #answers = new Map<string, { readonly body: string; readonly answer: () => Response }>();
  isGone = false;
  mostItems = 600;
  /** Passwords by username. */
  readonly people = new Map<string, string>();
  #who: string | undefined = "ada";
  #sessions = 0;

  constructor(menu: Menu) {
    this.menu = menu;
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    await Promise.resolve();
    const fate = this.fate();
    if (fate === "lost-request") throw new TypeError("Failed to fetch");
    if (fate === "busy") return new Response("{}", { status: 503, headers: { "retry-after": "1" } });
    const answer = this.#once(String(input), init);
    const size = String(init.body ?? "").length;
    this.requests.push({ method: init.method ?? "GET", path: String(input), size, status: answer.status });
    if (fate === "lost-answer") throw new TypeError("Failed to fetch");
    return answer;
  };

  /** Somebody signs in in this browser. */
  begin(username: string): void {
    this.#who = username;
    this.csrf = `seal${(this.#sessions += 1)}`;
  }

  end(): void {
    this.#who = undefined;
  }

  #session(method: string, body: string): Response {
    if (method === "POST") {
      const { login, password } = JSON.parse(body) as Record<string, string>;
      if (this.people.get(login!) !== password) return refuse(401, "wrong-credentials");
      this.begin(login!);
    }
    return this.#who === undefined ? refuse(401, "unauthenticated") : this.#shown({ user: { username: this.#who }, csrf_token: this.csrf });
  }

  #once(path: string, init: RequestInit): Response {
    const headers = new Headers(init.headers);
    const key = headers.get("idempotency-key");
    const body = String(init.body ?? "");
    const known = key === null ? undefined : this.#answers.get(`${path} ${key}`);
    if (known) return known.body === body ? known.answer() : refuse(422, "idempotency-key-reused");
    const answer = this.#answer(init.method ?? "GET", path, headers, body);
    if (key !== null && answer.ok) {
      const again = answer.clone();
      this.#answers.set(`${path} ${key}`, { body, answer: () => again.clone() });
    }
    return answer;
  }

  #answer(method: string, path: string, headers: Headers, sent: string): Response {
    if (path === "/api/v1/session") return this.#session(method, sent);
    if (this.#who === undefined) return refuse(401, "unauthenticated");
    const work = /^\/api\/v1\/media\/(.+)$/.exec(path)?.[1];
    if (work !== undefined) return this.#shown(workOf(work));
    const address = `/api/v1/menus/${this.menu.id}`;
    if (this.isGone || !path.startsWith(address)) return refuse(404, "not-found");
    if (method === "GET") return this.#shown(this.menu);
    if (headers.get("x-csrf-token") !== this.csrf) return refuse(403, "csrf-token-wrong");
    if (headers.get("if-match") !== `"${this.menu.version}"`) {
      return refuse(412, "stale", [], { etag: `"${this.menu.version}"` });
    }
    if (sent.length > 1 << 20) return refuse(413, "body-too-large");
    try {
      const next = this.#changed(method, path.slice(address.length), (sent ? JSON.parse(sent) : {}) as Body);
      this.menu = { ...this.menu, ...tidied(this.#served(next)), version: this.menu.version + 1 };
    } catch (refusal) {
      if (refusal instanceof Refusal) return refusal.answerTo(path);
      throw refusal;
    }
    return this.#shown(method === "DELETE" ? null : this.menu);
  }

  #shown(body: unknown): Response {
    const status = body === null ? 204 : 200;
    const text = body === null ? null : JSON.stringify(body);
    return new Response(text, { status, headers: { etag: `"${this.menu.version}"` } });
  }

  #served(draft: Draft): Draft {
    const served = (item: Item, pointer: string): Item => {
      if (this.unknownWorks.has(item.media_item_id)) throw new Refusal(422, "work-unknown", `${pointer}/media_item_id`);
      const id = this.survivors.get(item.media_item_id) ?? item.media_item_id;
      return { ...item, media_item_id: id, media: { ...item.media, id, details: this.details.get(id) ?? {} } };
    };
    if (draft.courses.flatMap(({ items }) => items).length > this.mostItems) throw new Refusal(409, "limit-reached");
    const courses = draft.courses.map((course, at) => ({
      ...course,
      items: course.items.map((item, place) => served(item, `/courses/${at}/items/${place}`)),
    }));
    return { ...draft, courses };
  }

  #changed(method: string, path: string, body: Body): Draft {
    const [, room, id, inner] = path.split("/");
    if (room === undefined) return { ...this.menu, ...body };
    if (room === "content") return { ...this.menu, ...this.#content(body) };
    if (room === "arrangement") return this.#arranged(body);
    if (room === "courses" && inner === "items") return this.#withItem(id!, body);
    if (room === "courses") return this.#course(method, id, body);
    if (room === "items") return this.#item(method, id!, body);
    return this.#pairing(method, id, body);
  }

  #content(body: Body): Pick<Draft, "courses" | "pairings"> {
    const { courses, pairings } = body as unknown as Pick<Draft, "courses" | "pairings">;
    const whole = (item: Item): Item => ({ ...item, media: workOf(item.media_item_id) });
    return { courses: courses.map((course) => ({ ...course, items: course.items.map(whole) })), pairings };
  }

  #arranged({ courses }: Body): Draft {
    const orders = courses as readonly { readonly id: string; readonly items: readonly string[] }[];
    const items = new Map(this.menu.courses.flatMap((course) => course.items.map((item) => [item.id, item])));
    const named = orders.flatMap((order) => order.items);
    const isWhole = orders.length === this.menu.courses.length && new Set(named).size === items.size && named.length === items.size;
    if (!isWhole || !named.every((id) => items.has(id))) throw new Refusal(422, "not-a-permutation");
    const arranged = orders.map((order): Course => {
      const course = this.menu.courses.find(({ id }) => id === order.id) ?? problem("not-a-permutation");
      return { ...course, items: order.items.map((id) => items.get(id)!) };
    });
    return { ...this.menu, courses: arranged };
  }

  #course(method: string, id: string | undefined, { position, ...facts }: Body): Draft {
    const { courses } = this.menu;
    if (method === "POST") return { ...this.menu, courses: placed(courses, { ...facts, items: [] } as unknown as Course, position) };
    const old = courses.find((course) => course.id === id);
    if (!old) throw new Refusal(404, "course-not-found");
    if (method === "DELETE") return without(this.menu, new Set(old.items.map((item) => item.id)), id);
    return { ...this.menu, courses: placed(courses, { ...old, ...facts }, position ?? courses.indexOf(old)) };
  }

  #withItem(courseId: string, { position, ...facts }: Body): Draft {
    const item = { ...facts, media: workOf(String(facts["media_item_id"])) } as unknown as Item;
    return this.#inCourse(courseId, item, position);
  }

  #inCourse(courseId: string, item: Item, position: unknown): Draft {
    if (!this.menu.courses.some(({ id }) => id === courseId)) throw new Refusal(404, "course-not-found");
    const courses = this.menu.courses.map((course) => {
      const others = course.items.filter(({ id }) => id !== item.id);
      return { ...course, items: course.id === courseId ? placed(others, item, position) : others };
    });
    return { ...this.menu, courses };
  }

  #item(method: string, id: string, { position, course_id, ...facts }: Body): Draft {
    const course = this.menu.courses.find(({ items }) => items.some((item) => item.id === id));
    const old = course?.items.find((item) => item.id === id);
    if (!course || !old) throw new Refusal(404, "item-not-found");
    if (method === "DELETE") return without(this.menu, new Set([id]));
    const stays = course_id === undefined ? course.items.indexOf(old) : undefined;
    return this.#inCourse(String(course_id ?? course.id), { ...old, ...facts }, position ?? stays);
  }

  #pairing(method: string, id: string | undefined, { position, ...facts }: Body): Draft {
    const { pairings } = this.menu;
    if (method === "POST") return { ...this.menu, pairings: placed(pairings, facts as unknown as Pairing, position) };
    const old = pairings.find((pairing) => pairing.id === id);
    if (!old) throw new Refusal(404, "pairing-not-found");
    if (method === "DELETE") return { ...this.menu, pairings: pairings.filter((each) => each !== old) };
    return { ...this.menu, pairings: placed(pairings, { ...old, ...facts }, position ?? pairings.indexOf(old)) };
  }
}

function placed<T extends { readonly id: string }>(things: readonly T[], thing: T, position: unknown): readonly T[] {
  const others = things.filter(({ id }) => id !== thing.id);
  const at = typeof position === "number" ? Math.max(0, Math.min(position, others.length)) : others.length;
  return [...others.slice(0, at), thing, ...others.slice(at)];
}

export function workOf(id: string): Item["media"] {
  return { id, media_type: "film", title: `Work ${id}`, release_year: 1979, creators: [], cover_url: null, external_links: [], details: {} };
}
