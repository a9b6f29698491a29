// Forms of the desk: handed in once at a time, with what is wrong said beside its field.

import { Problem } from "./api.js";
import { show } from "./dom.js";
import { clearError, clearErrors, showError } from "./fields.js";
import { words } from "./words.js";

/** Hands a form in once at a time; what goes wrong is said beside its field, or above the form. */
export function submits(form, send) {
  form.addEventListener("input", (event) => clearError(event.target));
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    if (form.dataset.state === "sending") return;
    clearErrors(form);
    note(form, "");
    const button = form.querySelector("[type=submit]");
    form.dataset.state = "sending";
    button.setAttribute("aria-disabled", "true");
    try {
      await send(form, Object.fromEntries(new FormData(form)));
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      explain(form, problem);
    } finally {
      delete form.dataset.state;
      button.removeAttribute("aria-disabled");
    }
  });
}

/** Whether every field that must hold something does. */
export function filled(form, names) {
  const empty = names.filter((name) => !form.elements.namedItem(name).value.trim());
  empty.forEach((name, index) => showError(placeOf(form, name), words.desk.empty[name], index === 0));
  return empty.length === 0;
}

const placeOf = (form, name) => form.querySelector(`[data-field="${CSS.escape(name)}"]`);

function explain(form, problem) {
  const { field, problem: problems } = words.desk;
  const shown = problem.errors.filter((error) => placeOf(form, error.field));
  shown.forEach((error, index) => showError(placeOf(form, error.field), field[error.code] ?? words.field[error.code] ?? words.field.other, index === 0));
  if (shown.length > 0) return;
  const later = problem.status === 429 || problem.status === 503;
  note(form, problems[problem.code] ?? (later ? problems.later(problem.retryAfter ?? 5) : problem.status === 0 ? problems.network : problems.other));
}

/** Says something above the form, or nothing any more. */
export const note = (place, text) => show(place.querySelector(".note"), text);
