/** The desk and the words, for every component below the editor. */
import { createContext } from "svelte";
import type { Words } from "../words/words";
import type { Desk } from "./desk.svelte";

export const [theDesk, setDesk] = createContext<Desk>();
export const [theWords, setWords] = createContext<Words>();
