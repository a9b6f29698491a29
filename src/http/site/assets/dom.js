// Small tools for the views: templates, text, and the question before something is lost.
// Data reaches the page as text nodes and attributes only, never as markup.

/** A fresh copy of a template's first element. */
export const copyOf = (name) => document.getElementById(`${name}-template`).content.firstElementChild.cloneNode(true);

/** Shows text in an element, or hides the element when there is none. */
export function show(element, text) {
  if (element.textContent !== (text ?? "")) element.textContent = text ?? "";
  element.hidden = !text;
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

/** Asks before something is lost; true for yes. Escape means no. */
export function ask(question, yes, no) {
  const dialog = document.getElementById("ask");
  document.getElementById("ask-question").textContent = question;
  dialog.querySelector("[value=yes]").textContent = yes;
  dialog.querySelector("[value=no]").textContent = no;
  dialog.returnValue = "no";
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true });
  });
}
