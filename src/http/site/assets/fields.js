// What is wrong with a field, said beside it, to those who look and to those who listen.

import { show } from "./dom.js";

/** Says beside a field what is wrong with it. */
export function showError(place, text, focus) {
  let error = place.querySelector(":scope > .error");
  if (!error) {
    error = document.createElement("p");
    error.className = "error";
    place.append(error);
  }
  const input = place.querySelector("input, textarea");
  error.id ||= `error-${input.id || input.name}-${place.closest(".hero")?.dataset.number ?? ""}`;
  input.setAttribute("aria-invalid", "true");
  input.setAttribute("aria-describedby", error.id);
  show(error, text);
  if (focus) input.focus();
}

/** The field is being mended. */
export function clearError(input) {
  const place = input.closest("[data-hero-field], [data-field]");
  const error = place?.querySelector(":scope > .error");
  if (!error || error.hidden) return;
  show(error, "");
  input.removeAttribute("aria-invalid");
}

/** The form is tried anew. */
export function clearErrors(form) {
  for (const error of form.querySelectorAll(".error")) show(error, "");
  for (const input of form.querySelectorAll("[aria-invalid]")) input.removeAttribute("aria-invalid");
}
