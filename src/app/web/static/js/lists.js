// The list of what can be done with something closes as lists do: by Escape, and when one goes on elsewhere.
const opened = () => document.querySelector("details.more[open]");

addEventListener("keydown", (event) => {
  const list = event.key === "Escape" && opened();
  if (!list) return;
  list.open = false;
  list.querySelector("summary").focus();
});

for (const way of ["pointerdown", "focusin"]) {
  addEventListener(way, (event) => {
    const list = opened();
    if (list && !list.contains(event.target)) list.open = false;
  });
}
