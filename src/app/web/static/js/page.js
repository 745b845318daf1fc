// What a finished page offers only where scripts run.
for (const button of document.querySelectorAll("[data-print]")) {
  button.hidden = false;
  button.addEventListener("click", () => print());
}

for (const button of document.querySelectorAll("[data-copy]")) {
  const source = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", () => {
    source.select();
    // In the old way, which browsers know on plain HTTP too.
    if (document.execCommand("copy")) button.textContent = button.dataset.done;
    button.focus();
  });
}

// Reloading what was just made would make another.
const fresh = document.querySelector("[data-from]");
if (fresh) history.replaceState(null, "", fresh.dataset.from);

// The address names the form; focus set by other means is taken away again when the browser goes there.
const wrong = document.querySelector("main [aria-invalid=true]");
if (wrong) location.replace(`#${wrong.id}`);

const touched = new Set();
addEventListener("input", (event) => {
  const form = event.target.form;
  if (form?.method === "post") touched.add(form);
});
addEventListener("submit", (event) => touched.delete(event.target));
addEventListener("beforeunload", (event) => {
  if (touched.size) event.preventDefault();
});
