// Asks for the page again every few seconds while it is looked at, and puts its new part in place of the old.
const shown = () => document.getElementById("live");
let last = shown()?.innerHTML;

async function refresh() {
  const part = shown();
  if (!part?.dataset.live) return;
  const isBusy = part.contains(document.activeElement) || !document.getSelection().isCollapsed;
  if (!document.hidden && !isBusy) {
    const answer = await fetch(location.href, { headers: { accept: "text/html" } }).catch(() => null);
    if (answer?.ok && !answer.redirected) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.getElementById("live");
      // What ended shows all of its page at once, such as the records that were refused.
      if (fresh && part.dataset.live !== fresh.dataset.live) return location.reload();
      if (fresh && fresh.innerHTML !== last && !part.contains(document.activeElement)) {
        last = fresh.innerHTML;
        part.replaceWith(document.adoptNode(fresh));
      }
    }
  }
  setTimeout(refresh, part.dataset.live * 1000);
}

if (shown()?.dataset.live) setTimeout(refresh, shown().dataset.live * 1000);
