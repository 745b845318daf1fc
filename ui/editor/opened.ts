/** A storage of the browser; undefined where it is shut to pages. */
export function opened(storage: () => Storage): Storage | undefined {
  try {
    return storage();
  } catch {
    return undefined;
  }
}
