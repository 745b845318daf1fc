/** What the page of a specimen brings along: the editor's own document, and the answers of its pretended service. */
import type { Balance } from "../editor/balance/balance";
import type { Suggestion } from "../editor/find/works";
import type { Menu } from "../editor/menu/menu";
import type { NoteTally, PublishCheck, ShareLine } from "../editor/publish/api";

export interface Brought {
  menu: Menu;
  notes: NoteTally;
  proposals: number;
  readonly username: string;
}

export interface Answers {
  readonly now: string;
  readonly balance: Balance;
  readonly ready: PublishCheck;
  readonly unready: PublishCheck;
  readonly renderings: Readonly<Record<string, string>>;
  readonly works: readonly Suggestion[];
  readonly links: readonly ShareLine[];
  readonly qr: string;
}

export function read<T>(id: string): T {
  return JSON.parse(document.getElementById(id)!.textContent) as T;
}

/** The editor reads it when it begins. */
export function write(id: string, document_: unknown): void {
  document.getElementById(id)!.textContent = JSON.stringify(document_);
}
