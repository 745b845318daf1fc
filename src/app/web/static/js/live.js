// Asks for the page again every few seconds while it is looked at, and puts its new part in place of the old.
const shown = () => document.getElementById("live");
const isHeld = (part) => part.contains(document.activeElement) || !document.getSelection().isCollapsed;
let last = shown()?.innerHTML;

// Never out of what the browser keeps: that may be as old as its dates are coarse.
async function latest() {
  const answer = await fetch(location.href, { headers: { accept: "text/html" }, cache: "no-store" });
  if (!answer.ok || answer.redirected) return null;
  return new DOMParser().parseFromString(await answer.text(), "text/html").getElementById("live");
}

async function renew(part) {
  const fresh = await latest();
  if (!fresh) return;
  // What ended shows all of its page at once, such as the records that were refused.
  if (fresh.dataset.live !== part.dataset.live) return location.reload();
  if (fresh.innerHTML !== last && !isHeld(part)) {
    last = fresh.innerHTML;
    part.replaceWith(document.adoptNode(fresh));
  }
}

async function refresh() {
  const part = shown();
  // No answer, or one that broke off, is no end: the next may be whole.
  if (!document.hidden && !isHeld(part)) await renew(part).catch(() => null);
  setTimeout(refresh, part.dataset.live * 1000);
}

if (shown()?.dataset.live) setTimeout(refresh, shown().dataset.live * 1000);
