/** Every state, by the name that addresses and labels have for it. */
import type { Specimens } from "../specimen";
import { BAR } from "./bar";
import { ELSEWHERE } from "./elsewhere";
import { FIND } from "./find";
import { NARROW } from "./narrow";
import { PAIRINGS } from "./pairings";
import { PAST } from "./past";
import { PUBLISH } from "./publish";
import { SHARE } from "./share";
import { SHEET } from "./sheet";
import { TROUBLE } from "./trouble";
import { WORKS } from "./works";

export const SPECIMENS: Specimens = {
  ...BAR,
  ...TROUBLE,
  ...SHEET,
  ...WORKS,
  ...FIND,
  ...ELSEWHERE,
  ...PAIRINGS,
  ...PUBLISH,
  ...SHARE,
  ...PAST,
  ...NARROW,
};
