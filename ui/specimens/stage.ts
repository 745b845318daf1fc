/** The frame on its page: it moves nothing there, gives the focus back, and keeps looking as if it had it. */

const FOCUS = [
  [/:focus-visible|:focus(?!-)/g, ":is($&, .posed)"],
  [/:focus-within/g, ":is($&, .posed, :has(.posed))"],
] as const;

/** The outer page, if there is one. */
const outer = parent === window ? undefined : parent;
let isPosed = false;

/** Neither the focus nor scrolling in here moves the outer page; nothing is lost when the focus leaves this frame. */
export function set(): void {
  still(HTMLElement.prototype, "focus");
  still(Element.prototype, "scrollIntoView");
  still(HTMLDialogElement.prototype, "showModal");
  for (const name of ["blur", "focusout"]) addEventListener(name, holdBack, true);
  for (const name of ["pointerdown", "keydown"]) addEventListener(name, (event) => (isPosed &&= !event.isTrusted), true);
}

function holdBack(event: Event): void {
  if (isPosed || !document.hasFocus()) event.stopImmediatePropagation();
}

function still<K extends string>(thing: { [name in K]: (...given: never[]) => void }, name: K): void {
  const deed = thing[name];
  thing[name] = function (this: unknown, ...given: never[]): void {
    const [left, top] = [outer?.scrollX ?? 0, outer?.scrollY ?? 0];
    deed.apply(this, given);
    outer?.scrollTo({ left, top, behavior: "instant" });
  };
}

/** One frame after the other has the focus, and only in a window that is looked at. */
export async function taken(deed: () => Promise<void>): Promise<void> {
  const turn = async () => {
    const top = outer ?? window;
    if (!top.document.hasFocus()) await new Promise((go) => top.addEventListener("focus", go, { once: true }));
    const before = outer?.document.activeElement;
    try {
      await deed();
    } finally {
      pose();
      (frameElement as HTMLElement | null)?.blur();
      if (before !== frameElement) (before as HTMLElement | null | undefined)?.focus({ preventScroll: true });
    }
  };
  await (outer ? navigator.locks.request("media-menu: specimens", turn) : turn());
}

/** What is focused goes on looking so, and what moves has arrived, or stands still if it would leave. */
function pose(): void {
  isPosed = true;
  const focused = document.activeElement;
  if (focused?.matches(":focus-visible")) {
    for (const { cssRules } of document.styleSheets) settle(cssRules);
    focused.classList.add("posed");
  }
  for (const animation of document.getAnimations()) {
    const isEndless = animation.effect?.getComputedTiming().endTime === Infinity;
    const { target } = (animation.effect ?? {}) as Partial<KeyframeEffect>;
    if (isEndless || target?.matches(".toast")) animation.pause();
    else animation.finish();
  }
}

function settle(rules: CSSRuleList): void {
  for (const rule of rules) {
    if (rule instanceof CSSStyleRule && rule.selectorText.includes(":focus")) {
      rule.selectorText = FOCUS.reduce((text, [said, instead]) => text.replace(said, instead), rule.selectorText);
    } else if (rule instanceof CSSGroupingRule) settle(rule.cssRules);
  }
}
