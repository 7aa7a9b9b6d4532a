/**
 * The search for a user as a list that opens as one types: a combobox with a list (WAI-ARIA
 * Authoring Practices, "Editable Combobox With List Autocomplete").
 */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import type { FoundUser } from "./profiles.ts";

/** Typing faster than that is one question to the server. */
const pause_ms = 120;

/** Enhances the searches within an element. */
export function enhancePickers(within: ParentNode): void {
  for (const form of within.querySelectorAll<HTMLFormElement>("[data-picker]")) {
    if (form.dataset["enhanced"] === undefined) enhance(form);
  }
}

function enhance(form: HTMLFormElement): void {
  const input = form.querySelector("input"), field = form.querySelector(".field");
  if (!input || !field) return;
  form.dataset["enhanced"] = "";
  const list = document.createElement("ul");
  list.id = "user-list";
  list.className = "options";
  list.setAttribute("role", "listbox");
  list.setAttribute("aria-label", "Users");
  list.hidden = true;
  field.append(list);
  const note = Object.assign(document.createElement("p"), { className: "quiet" });
  note.setAttribute("role", "status"); // read aloud as it changes
  form.append(note);
  for (
    const [name, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": list.id,
    })
  ) input.setAttribute(name, value);

  let active = -1, asked = 0, timer: ReturnType<typeof setTimeout> | undefined;
  const options = () => [...list.querySelectorAll<HTMLElement>('[role="option"]')];
  const open = (isOpen: boolean) => {
    list.hidden = !isOpen;
    input.setAttribute("aria-expanded", String(isOpen));
    if (!isOpen) activate(-1);
  };
  const activate = (index: number) => {
    active = index;
    for (const [place, option] of options().entries()) {
      option.setAttribute("aria-selected", String(place === index));
      if (place === index) option.scrollIntoView({ block: "nearest" });
    }
    const option = options()[index];
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };
  const say = (text: string) => {
    note.textContent = text;
    open(false);
  };
  const ask = async () => {
    const number = ++asked;
    const waiting = setTimeout(() => {
      if (number === asked) note.textContent = "Searching…";
    }, 200);
    try {
      const response = await fetch(`/users.json?q=${encodeURIComponent(input.value.trim())}`);
      const found: FoundUser[] | undefined = response.ok ? await response.json() : undefined;
      if (number !== asked) return;
      if (found && found.length > 0) {
        list.replaceChildren(...found.map(optionOf));
        activate(-1);
        open(true);
        note.textContent = found.length === 1 ? "1 user" : `${found.length} users`;
      } else {
        say(response.status === 503 ? "The database is down." : "No user's id begins like that.");
      }
    } catch {
      if (number === asked) say("The dashboard does not answer.");
    } finally {
      clearTimeout(waiting);
    }
  };
  const askSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause_ms);
  };
  const close = () => {
    clearTimeout(timer);
    asked++;
    note.textContent = "";
    open(false);
  };

  input.addEventListener("input", askSoon);
  input.addEventListener("click", () => list.hidden && askSoon());
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const count = options().length;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (list.hidden) return void ask();
      const step = event.key === "ArrowDown" ? 1 : -1;
      activate(active < 0 && step < 0 ? count - 1 : (active + step + count) % count);
    } else if (event.key === "Enter") {
      const id = options()[active]?.dataset["id"];
      if (!id) return;
      event.preventDefault();
      location.assign(`/users/${id}`);
    } else if (event.key === "Escape") {
      event.preventDefault();
      close();
    }
  });
  // Before the input loses the focus, and with it the list is closed.
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const id = (target as Element).closest<HTMLElement>("[data-id]")?.dataset["id"];
    if (id) location.assign(`/users/${id}`);
  });
}

function optionOf({ _id, name, city }: FoundUser): HTMLElement {
  const option = document.createElement("li");
  option.id = `option-${_id}`;
  option.dataset["id"] = _id;
  option.setAttribute("role", "option");
  option.setAttribute("aria-selected", "false");
  for (const [className, text] of [["id", _id], ["name", name], ["quiet", city]] as const) {
    option.append(Object.assign(document.createElement("span"), { className, textContent: text }));
  }
  return option;
}
