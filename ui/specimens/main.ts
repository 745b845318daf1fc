/**
 * Runs before the editor on the page of a specimen: gives it a pretended service, device and clock, and when it is here
 * brings it to the state that the address names. `data-shown` on the root says that this was done, `data-failed` why not.
 */
import { read, write, type Answers, type Brought } from "./brought";
import { Hand } from "./hand";
import { Kitchen } from "./kitchen";
import type { Specimen } from "./specimen";
import { set, taken } from "./stage";
import { SPECIMENS } from "./states";
import { Surroundings } from "./surroundings";

const name = new URLSearchParams(location.search).get("state") ?? "";
const root = document.documentElement;

async function show({ lay, act }: Specimen): Promise<void> {
  const [brought, answers] = [read<Brought>("editor-data"), read<Answers>("specimen-data")];
  const kitchen = new Kitchen(brought.menu, answers, fetch.bind(window));
  const around = new Surroundings(answers.now);
  const scene = { brought, answers, kitchen, around };
  lay?.(scene);
  write("editor-data", brought);
  kitchen.menu.menu = brought.menu;
  Object.defineProperty(window, "fetch", { value: kitchen.fetch });
  set();
  const hand = new Hand();
  await taken(async () => {
    await hand.see(".editor");
    await act(hand, scene);
  });
  around.isHurried = false;
}

function fail(why: string): void {
  root.dataset["failed"] = why;
  const told = document.createElement("p");
  told.className = "refused";
  told.textContent = `${name}: ${why}`;
  document.body.prepend(told);
}

const specimen = SPECIMENS[name];
if (!specimen) fail("there is no state of this name");
else show(specimen).then(() => (root.dataset["shown"] = name), (reason: unknown) => fail(String(reason)));
