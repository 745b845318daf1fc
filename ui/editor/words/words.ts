/** What the editor says, in the language of the page: the catalogue's messages came along with it. */
export type Message = string | Readonly<Partial<Record<Intl.LDMLPluralRule, string>>>;

export class Words {
  readonly #plural: Intl.PluralRules;
  /** English is read far beyond one country: days before months, and clocks of 24 hours. */
  readonly #format: string;
  readonly #zone: { readonly timeZone?: string };

  /** `timeZone` is the clock that moments are told by; without it, or where the browser does not know it, the browser's own. */
  constructor(
    private readonly messages: Readonly<Record<string, Message>>,
    readonly locale: string,
    timeZone?: string,
  ) {
    this.#format = locale === "en" ? "en-GB" : locale;
    this.#zone = isKnown(timeZone) ? { timeZone } : {};
    this.#plural = new Intl.PluralRules(locale);
  }

  /** A message by its key, with `{name}` filled in. With an `n` it is the form of the message for so many. */
  say(key: string, values: Readonly<Record<string, string | number>> = {}): string {
    const message = this.messages[key];
    if (message === undefined) return key;
    const form = typeof message === "string" ? message : this.#formFor(message, Number(values["n"]));
    return form.replace(/\{(\w+)\}/g, (hole, name: string) => String(values[name] ?? hole));
  }

  /** The sentence for a code of the API, with the limit that `told` by the API begins with; or else just what it told. */
  refusal(code: string, told: string): string {
    const most = /\d+/.exec(told)?.[0] ?? "";
    return this.messages[`problem_${code}`] === undefined ? told : this.say(`problem_${code}`, { most });
  }

  moment(at: string): string {
    return new Intl.DateTimeFormat(this.#format, { dateStyle: "medium", timeStyle: "short", ...this.#zone }).format(new Date(at));
  }

  day(at: string): string {
    return new Intl.DateTimeFormat(this.#format, { dateStyle: "long", ...this.#zone }).format(new Date(at));
  }

  #formFor(message: Exclude<Message, string>, n: number): string {
    return message[this.#plural.select(n)] ?? message.other ?? "";
  }
}

function isKnown(timeZone: string | undefined): timeZone is string {
  try {
    new Intl.DateTimeFormat("en", { timeZone });
    return timeZone !== undefined;
  } catch {
    return false;
  }
}
