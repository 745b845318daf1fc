/** Begins the editor in place of the plain page, with what that page brought along. */
import { mount } from "svelte";
import Editor from "./Editor.svelte";
import { Desk } from "./desk/desk.svelte";
import type { Menu } from "./menu/menu";
import { parts } from "./parts.svelte";
import type { NoteTally } from "./publish/api";
import { Client } from "./service/client";
import { Words, type Message } from "./words/words";

interface Brought {
  readonly menu: Menu;
  readonly words: Readonly<Record<string, Message>>;
  readonly locale: string;
  readonly csrf_token: string;
  readonly username: string;
  readonly time_zone: string;
  readonly notes: NoteTally;
  readonly proposals: number;
}

const place = document.getElementById("editor");
const brought = document.getElementById("editor-data")?.textContent;
if (place && brought) {
  const { menu, words, locale, csrf_token, username, time_zone, notes, proposals } = JSON.parse(brought) as Brought;
  const said = new Words(words, locale, time_zone);
  const desk = new Desk(menu, new Client(csrf_token), said, { username });
  place.replaceChildren();
  mount(Editor, { target: place, props: { desk, words: said, notes, proposals } });
  Object.assign(place, { desk });
  void desk.restore();
  parts.fetchInQuiet();
}
