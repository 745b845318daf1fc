// Suggestions while typing in the editor's search: an ARIA combobox over the catalogue; Enter adds and stays.
const form = document.querySelector("[data-suggest]");
const serve = document.getElementById("serve");
const input = form?.elements.q;

if (form && serve) {
  const list = Object.assign(document.createElement("ul"), { className: "suggestions", id: "suggestions", hidden: true });
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", input.labels[0].textContent);
  form.append(list);
  for (const [name, value] of Object.entries({ role: "combobox", "aria-controls": list.id, "aria-autocomplete": "list", "aria-expanded": "false" })) {
    input.setAttribute(name, value);
  }

  let active = -1;
  let asked = 0;
  let timer;

  const close = () => {
    list.hidden = true;
    active = -1;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
  };

  const choose = (option) => {
    const chosen = Object.assign(document.createElement("input"), { type: "hidden", name: "media_item_id", value: option.dataset.id });
    serve.append(chosen);
    serve.elements.q.value = "";
    serve.requestSubmit();
  };

  const highlight = (index) => {
    active = (index + list.children.length) % list.children.length;
    [...list.children].forEach((option, place) => option.setAttribute("aria-selected", String(place === active)));
    input.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  };

  const show = (works) => {
    list.replaceChildren(...works.map((work, index) => {
      const option = Object.assign(document.createElement("li"), { id: `suggestion-${index}` });
      option.dataset.id = work.id;
      option.setAttribute("role", "option");
      option.setAttribute("aria-selected", "false");
      const title = Object.assign(document.createElement("b"), { textContent: work.title, dir: "auto" });
      const facts = Object.assign(document.createElement("span"), { className: "facts" });
      facts.textContent = [kindWord(work.media_type), ...(work.creators ?? []).slice(0, 2), work.release_year].filter(Boolean).join(" · ");
      option.append(title, facts);
      option.addEventListener("pointerdown", (event) => event.preventDefault());
      option.addEventListener("click", () => choose(option));
      return option;
    }));
    list.hidden = works.length === 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
    input.removeAttribute("aria-activedescendant");
  };

  // The words for kinds stand in the page already, in its language: beside the choice of a kind.
  const kindWord = (type) => form.querySelector(`option[value="${CSS.escape(type)}"]`)?.dataset.one ?? type;

  const suggest = async () => {
    const turn = ++asked;
    const q = input.value.trim();
    if (q.length < 2) return close();
    const answer = await fetch(`${form.dataset.suggest}?${new URLSearchParams({ q })}`, { headers: { Accept: "application/json" } });
    if (!answer.ok || turn !== asked) return;
    const body = await answer.json();
    show(Array.isArray(body) ? body : body.items);
  };

  input.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(suggest, 120);
  });
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (list.hidden) return;
    if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      highlight(event.key === "ArrowDown" ? active + 1 : active < 0 ? -1 : active - 1);
    } else if (event.key === "Enter" && active >= 0) {
      event.preventDefault();
      choose(list.children[active]);
    }
  });
  // Going to the fragment takes the focus away again, in the first frame after loading at the latest.
  const begin = () => requestAnimationFrame(() => requestAnimationFrame(() => input.focus({ preventScroll: true })));
  if (location.hash === "#find" && !document.querySelector("[aria-invalid]")) addEventListener("load", begin);
}
