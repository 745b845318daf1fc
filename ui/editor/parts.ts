/** Parts of the editor that come after it: nobody needs them to begin, and all of them are here before a connection is lost. */
export const parts = {
  publishing: () => import("./publish/Publishing.svelte"),
  sharing: () => import("./publish/Sharing.svelte"),
  history: () => import("./publish/History.svelte"),
  byHand: () => import("./find/ByHand.svelte"),
  upstream: () => import("./find/Upstream.svelte"),
  pastedList: () => import("./find/PasteDialog.svelte"),
  keys: () => import("./Keys.svelte"),
  newPairing: () => import("./pairings/NewPairing.svelte"),
  moving: () => import("./sheet/MoveDialog.svelte"),
  drawings: () => import("./balance/Drawings.svelte"),
  conflict: () => import("./desk/Conflict.svelte"),
  signIn: () => import("./desk/SignIn.svelte"),
  sortable: () => import("sortablejs"),
};

/** Gets them when the browser has nothing better to do; what does not come is asked for again when it is wanted. */
export function fetchInQuiet(): void {
  const fetchAll = () => Object.values(parts).forEach((part) => void part().catch(() => undefined));
  if ("requestIdleCallback" in window) requestIdleCallback(fetchAll, { timeout: 10_000 });
  else setTimeout(fetchAll, 2_000);
}
