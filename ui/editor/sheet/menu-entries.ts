/** What a menu behind ⋯ offers, and how its keys walk. */
export interface Entry {
  readonly label: string;
  readonly run?: () => void;
  /** A link instead of a deed; it opens beside the editor. */
  readonly href?: string;
  readonly isGrave?: boolean;
}

/** The entry that a key leads to, from the one at `at` of these labels; undefined for a key that leads nowhere. */
export function entryBy(key: string, at: number, labels: readonly string[]): number | undefined {
  const count = labels.length;
  const walks: Readonly<Record<string, number>> = {
    ArrowDown: (at + 1) % count,
    ArrowUp: (at - 1 + count) % count,
    Home: 0,
    End: count - 1,
  };
  if (key in walks || key.length > 1 || key === " ") return walks[key];
  const letter = key.toLocaleLowerCase();
  const found = [...labels.slice(at + 1), ...labels.slice(0, at + 1)].findIndex((label) =>
    label.toLocaleLowerCase().startsWith(letter),
  );
  return found < 0 ? undefined : (at + 1 + found) % count;
}
