/** The hand that brings a state about: it clicks, types and presses keys as a curator would, and waits for what comes of it. */

const PATIENCE = 20_000;
const soon = setTimeout;

export class Hand {
  /** The first element that a selector finds, as soon as there is one. */
  async see<T extends HTMLElement = HTMLElement>(selector: string): Promise<T> {
    return this.wait(() => document.querySelector<T>(selector), selector);
  }

  async gone(selector: string): Promise<void> {
    await this.wait(() => !document.querySelector(selector), `no ${selector}`);
  }

  async wait<T>(look: () => T, what: string): Promise<NonNullable<T>> {
    const began = performance.now();
    for (;;) {
      const seen = look();
      if (seen) return seen;
      if (performance.now() - began > PATIENCE) throw new Error(`This never came: ${what}`);
      await new Promise((go) => soon(go, 4));
    }
  }

  async click(selector: string): Promise<void> {
    const thing = await this.see(selector);
    thing.focus();
    thing.click();
  }

  async write(selector: string, text: string): Promise<void> {
    const field = await this.see<HTMLInputElement>(selector);
    field.focus();
    field.value = text;
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  }

  async choose(selector: string, value: string): Promise<void> {
    const list = await this.see<HTMLSelectElement>(selector);
    list.value = value;
    list.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /** What a field or a menu does with a key by itself does not happen. */
  press(key: string, held: KeyboardEventInit = {}): void {
    (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true, cancelable: true, ...held }));
  }

  async focus(selector: string): Promise<void> {
    (await this.see(selector)).focus();
  }

  /** Shows a part of the page from its upper edge on. */
  async look(selector: string): Promise<void> {
    (await this.see(selector)).scrollIntoView({ block: "start" });
  }

  async saving(name: string): Promise<void> {
    await this.see(`.state[data-state="${name}"]`);
  }
}
