/** The rooms that nobody needs to begin; they come after the editor, all in one file. */
export { default as ByHand } from "./find/ByHand.svelte";
export { Elsewhere } from "./find/elsewhere";
export { default as Drawings } from "./balance/Drawings.svelte";
export { default as History } from "./publish/History.svelte";
export { default as Keys } from "./Keys.svelte";
export { default as MoveDialog } from "./sheet/MoveDialog.svelte";
export { default as NewPairing } from "./pairings/NewPairing.svelte";
export { default as PasteDialog } from "./find/PasteDialog.svelte";
export { default as Publishing } from "./publish/Publishing.svelte";
export { default as Sharing } from "./publish/Sharing.svelte";
export { default as Upstream } from "./find/Upstream.svelte";
