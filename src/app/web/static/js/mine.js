// Lays what is a reader's own over a menu that is the same for everybody: what they have finished is ticked, and
// each work gets a button, and so
// does following. Who is not signed in gets an empty answer, and the page stays as it is.
const menu = document.querySelector("[data-mine]");
const template = document.getElementById("tick");

const places = (work) => [...document.querySelectorAll(`[data-tick="${CSS.escape(work)}"]`)];

function show(button, finished) {
  button.setAttribute("aria-pressed", String(finished));
  button.closest(".work").classList.toggle("finished", finished);
}

function offer(work, token) {
  const plate = document.querySelector(`#${CSS.escape(work.anchor)} .plate`);
  if (!plate || !work.can_finish) return;
  const button = template.content.firstElementChild.cloneNode(true);
  button.dataset.tick = work.media_item_id;
  button.append(Object.assign(document.createElement("span"), { className: "unseen", textContent: `: ${plate.querySelector("h1, h3").textContent}` }));
  button.addEventListener("click", () => tick(button, token));
  plate.append(button);
  show(button, work.status === "completed");
}

async function tick(button, token) {
  const finished = button.getAttribute("aria-pressed") !== "true";
  const all = places(button.dataset.tick);
  all.forEach((each) => show(each, finished));
  const path = menu.dataset.mine.split("?")[0];
  const body = new URLSearchParams({ csrf_token: token, finished: finished ? "yes" : "no" });
  const headers = { accept: "application/json" };
  const answer = await fetch(`${path}/${button.dataset.tick}`, { method: "POST", body, headers }).catch(() => null);
  if (answer?.ok) return;
  all.forEach((each) => show(each, !finished));
  // The page with forms says what is wrong, and signs in whoever was signed out meanwhile.
  if (answer) location.assign(menu.dataset.mine);
}

function offerToFollow(follows, token) {
  const link = document.querySelector("[data-follow]");
  if (!link) return;
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button done", textContent: link.textContent });
  const press = (is) => button.setAttribute("aria-pressed", String(is));
  button.addEventListener("click", async () => {
    const wants = button.getAttribute("aria-pressed") !== "true";
    press(wants);
    const body = new URLSearchParams({ csrf_token: token, follow: wants ? "yes" : "no" });
    const answer = await fetch(link.href, { method: "POST", body, headers: { accept: "application/json" } }).catch(() => null);
    if (answer?.ok) return;
    press(!wants);
    if (answer) location.assign(link.href);
  });
  press(follows);
  link.replaceWith(button);
}

if (menu && template) {
  const answer = await fetch(menu.dataset.mine, { headers: { accept: "application/json" } }).catch(() => null);
  if (answer?.status === 200) {
    const mine = await answer.json();
    offerToFollow(mine.follows, mine.csrf_token);
    mine.works.forEach((work) => offer(work, mine.csrf_token));
    document.dispatchEvent(new CustomEvent("mine", { detail: mine }));
  }
}
