/** The pretended service of a specimen: one menu with its versions and refusals, and whatever else the editor asks for. */
import type { Menu } from "../editor/menu/menu";
import { PretendService, workOf } from "../editor/service/pretend";
import { refuse } from "../editor/service/pretend-rules";
import type { Answers } from "./brought";

type Answer = (asked: URL, init: RequestInit) => unknown;

/** No answer ever comes. */
export const NEVER = () => new Promise<never>(() => undefined);
/** No answer can come. */
export const LOST = () => Promise.reject(new TypeError("Failed to fetch"));

export function refused(status: number, code: string, pointer?: string): () => Response {
  return () => refuse(status, code, pointer === undefined ? [] : [{ pointer, code, message: code }]);
}

export class Kitchen {
  readonly menu: PretendService;
  readonly #routes: { readonly method: string; readonly path: RegExp; readonly answer: Answer }[] = [];

  constructor(
    menu: Menu,
    private readonly answers: Answers,
    private readonly real: typeof fetch,
  ) {
    this.menu = new PretendService(menu);
    this.#usual();
  }

  /** From now on, requests like this are answered so: by a document, a Response, or a promise of either. */
  on(method: string, path: RegExp, answer: Answer): void {
    this.#routes.unshift({ method, path, answer });
  }

  readonly fetch = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    const asked = new URL(String(input), location.href);
    const method = init.method ?? "GET";
    const route = this.#routes.find((each) => each.method === method && each.path.test(asked.pathname));
    if (!route) return this.menu.fetch(asked.pathname, init);
    const answer = await route.answer(asked, init);
    return answer instanceof Response ? answer : Response.json(answer);
  };

  /** Somebody else changes the menu, on another device. */
  changedElsewhere(change: (menu: Menu) => Menu): void {
    const { menu } = this.menu;
    this.menu.menu = { ...change(menu), version: menu.version + 1 };
  }

  /** As long as a state wants nothing else. */
  #usual(): void {
    const { balance, ready, links, renderings, works, qr } = this.answers;
    const found = ({ searchParams }: URL) => {
      const [words, kind] = [searchParams.get("q")?.toLowerCase() ?? "", searchParams.get("media_type")];
      const items = works.filter(({ title, media_type }) => title.toLowerCase().includes(words) && (!kind || kind === media_type));
      return { items, next_cursor: null };
    };
    // What is fetched of the editor itself is fetched.
    this.on("HEAD", /^\/static\//, (asked, init) => this.real(asked, init));
    this.on("GET", /^\/studio\/menus\/.*\/history$/, () => this.real("/styleguide/history"));
    this.on("GET", /\/balance$/, () => (this.menu.menu.courses.length ? balance : { ...balance, works: 0 }));
    this.on("GET", /\/publish-check$/, () => ready);
    this.on("GET", /\/share-tokens$/, () => ({ items: links, next_cursor: null }));
    this.on("POST", /\/annotations\/preview$/, (_, { body }) => ({ html: renderings[(JSON.parse(String(body)) as { markdown: string }).markdown] ?? "" }));
    this.on("POST", /^\/studio\/qr$/, () => new Response(qr, { headers: { "content-type": "image/svg+xml" } }));
    this.on("GET", /^\/api\/v1\/media\/(?!autocomplete)/, ({ pathname }) => workOf(pathname.split("/").at(-1)!));
    this.on("GET", /^\/api\/v1\/media(\/autocomplete)?$/, found);
    this.on("GET", /^\/api\/v1\/upstream\/sources$/, () => ({ items: [], next_cursor: null }));
  }
}
