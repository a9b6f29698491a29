// The cover: the form in which a story is wished for. The shelf below it is `shelf-view.js`, the heroes `heroes.js`;
// handing the wish in is `telling.js`.

import { say } from "./announce.js";
import { Problem, memory } from "./api.js";
import { care } from "./care.js";
import { copyOf, show } from "./dom.js";
import { clearError, clearErrors, showError } from "./fields.js";
import { castIn } from "./heroes.js";
import { openShelf } from "./shelf-view.js";
import { tell } from "./telling.js";
import { words } from "./words.js";

const CHOICES = "ai-tale.choices";
const IDEAS_SHOWN = 3;

/** Fills `main` with the cover. `go(path)` turns to another view. */
export function openCover(main, go) {
  const cover = copyOf("cover");
  const form = cover.querySelector("form");
  const cast = castIn(form.querySelector(".cast"));
  const leaving = new AbortController();
  main.replaceChildren(cover);
  recall(form);
  offerIdeas(form);
  followLength(form);
  tellOnEnter(form);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    submit(form, cast, leaving.signal, go);
  });
  form.addEventListener("input", (event) => clearError(event.target));
  openShelf(cover.querySelector(".shelf"), leaving.signal);
  return { close: () => leaving.abort() };
}

async function submit(form, cast, leaving, go) {
  if (form.dataset.state === "sending") return;
  clearErrors(form);
  note(form, "");
  const wish = { ...wishOf(form), characters: cast.characters() };
  if (!wish.theme) return showError(form.querySelector("[data-field=theme]"), words.emptyTheme, true);
  if (!cast.check()) return undefined;
  if (wish.characters.length === 0) delete wish.characters;
  memory.set(CHOICES, { age_group: wish.age_group, style: wish.style, scenes: wish.scenes });

  const patience = beginSending(form, leaving);
  try {
    const waiting = (problem, left) => note(form, words.wish.again(reasonOf(problem), left), left);
    const id = await tell(wish, { waiting, signal: patience.signal });
    if (!leaving.aborted) go(`/stories/${id}`);
  } catch (problem) {
    if (problem.help) await careFor(form, cast, problem.help);
    else if (problem instanceof Problem) explain(form, cast, problem);
    else if (!patience.signal.aborted) throw problem;
    else note(form, "");
  } finally {
    endSending(form);
  }
  return undefined;
}

function wishOf(form) {
  const { theme, age_group, style, scenes } = Object.fromEntries(new FormData(form));
  return { theme: theme.trim(), age_group, style, scenes: Number(scenes) };
}

function beginSending(form, leaving) {
  const patience = new AbortController();
  const tellButton = form.querySelector(".tell");
  const giveUp = form.querySelector(".give-up");
  form.dataset.state = "sending";
  tellButton.setAttribute("aria-disabled", "true");
  giveUp.onclick = () => {
    patience.abort();
    tellButton.focus();
  };
  leaving.addEventListener("abort", () => patience.abort(), { once: true });
  say(words.sending);
  return patience;
}

function endSending(form) {
  delete form.dataset.state;
  form.querySelector(".tell").removeAttribute("aria-disabled");
  form.querySelector(".give-up").hidden = true;
}

const reasonOf = ({ status, code }) => (status === 0 ? "network" : code);

/** A countdown is shown every second, and said to those who listen only when it begins. */
function note(form, text, secondsLeft = null) {
  const element = form.querySelector(".note");
  element.setAttribute("role", secondsLeft === null ? "alert" : "none");
  if (secondsLeft !== null && element.hidden) say(text);
  form.querySelector(".give-up").hidden = secondsLeft === null;
  show(element, text);
}

/** A child may be asking for help: there is nothing to mend, and nobody else should find the words here. */
async function careFor(form, cast, help) {
  const theme = form.elements.namedItem("theme");
  theme.value = "";
  cast.clear();
  note(form, "");
  endSending(form);
  await care(help);
  theme.focus();
}

function explain(form, cast, problem) {
  const shown = problem.errors.filter((error) => showFieldError(form, cast, problem, error));
  if (shown.length > 0) return note(form, words.wish.fields);
  const { wish, field } = words;
  if (problem.code === "content_rejected") return showError(form.querySelector("[data-field=theme]"), field[problem.category] ?? field.content_rejected, true);
  if (wish[problem.code]) return note(form, wish[problem.code]);
  if (problem.status === 429 && problem.retryAfter) return note(form, wish.later(problem.retryAfter));
  return note(form, problem.status === 429 || problem.status === 503 ? wish.gaveUp : wish.other);
}

/** Shows one problem beside its field; false when the field is not on the form. Never quotes what was typed. */
function showFieldError(form, cast, { code, category }, error) {
  const first = !form.querySelector(".error:not([hidden])");
  const text = words.field[category] ?? words.field[code] ?? words.field[error.code] ?? words.field.other;
  const hero = /^characters\D*(\d+)\D*?([a-z]*)$/.exec(error.field);
  const place = hero ? cast.place(Number(hero[1]), hero[2]) : form.querySelector(`[data-field="${CSS.escape(error.field)}"]`);
  if (!place) return false;
  showError(place, text, first);
  return true;
}

/** What was chosen the last time is chosen again. */
function recall(form) {
  const choices = memory.get(CHOICES) ?? {};
  for (const [name, value] of Object.entries(choices)) {
    const field = form.elements.namedItem(name);
    if (field && value) field.value = value;
  }
}

function offerIdeas(form) {
  const theme = form.elements.namedItem("theme");
  const ideas = [...words.ideas].sort(() => Math.random() - 0.5).slice(0, IDEAS_SHOWN + 1);
  theme.placeholder = `${ideas.pop()}…`;
  for (const idea of ideas) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "idea";
    button.textContent = idea;
    button.addEventListener("click", () => {
      theme.value = idea;
      clearError(theme);
      theme.focus();
    });
    form.querySelector(".ideas").append(button);
  }
}

function followLength(form) {
  const scenes = form.elements.namedItem("scenes");
  const output = form.querySelector("output");
  const follow = () => {
    output.textContent = words.pages(Number(scenes.value));
    scenes.setAttribute("aria-valuetext", output.textContent);
  };
  scenes.addEventListener("input", follow);
  follow();
}

/** The theme is one thought: Enter tells, Shift+Enter breaks the line. */
function tellOnEnter(form) {
  form.elements.namedItem("theme").addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
}
