// Turns the pages of a story by arrow keys, and opens what waited for a work that the reader has finished.
const TURNS = { ArrowLeft: "prev", ArrowRight: "next" };

addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  document.querySelector(`.turns a[rel="${TURNS[event.key]}"]`)?.click();
});

const gate = document.querySelector("[data-waits-for]");
document.addEventListener("mine", ({ detail }) => {
  const first = detail.works.find((work) => work.item_id === gate?.dataset.waitsFor);
  // Nobody can finish another's own item: nothing waits for it.
  if (first && (first.status === "completed" || !first.can_finish)) gate.open = true;
});
