/** What the editor says, in the language of the page: the catalogue's messages came along with it. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export class Words {
  readonly #plural: Intl.PluralRules;

  constructor(
    private readonly messages: Readonly<Record<string, Message>>,
    readonly locale: string,
  ) {
    this.#plural = new Intl.PluralRules(locale);
  }

  /** A message by its key, with `{name}` filled in. With an `n` it is the form of the message for so many. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const message = this.messages[key];
    if (message === undefined) return key;
    const form = typeof message === "string" ? message : this.#formFor(message, Number(values["n"]));
    return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  }

  #formFor(message: Exclude<Message, string>, n: number): string {
    return message[this.#plural.select(n)] ?? message.other ?? "";
  }
}
