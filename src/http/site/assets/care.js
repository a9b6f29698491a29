// A child may be asking for help: what the service says then is shown as it is, large and gently, with who else
// listens. Nothing of it stays behind when it is closed.

/** Shows the words and the help lines; resolves once they are closed. */
export function care({ text, lines }) {
  const dialog = document.getElementById("care");
  const [said, listeners] = dialog.querySelectorAll(".care-words, .care-lines");
  said.replaceChildren(...text.split(/\n\s*\n/).map(paragraph));
  listeners.replaceChildren(...lines.map(listener));
  listeners.hidden = lines.length === 0;
  dialog.showModal();
  dialog.scrollTop = 0;
  dialog.querySelector("h2").focus();
  return new Promise((resolve) => {
    const closed = () => {
      said.replaceChildren();
      listeners.replaceChildren();
      resolve();
    };
    dialog.addEventListener("close", closed, { once: true });
  });
}

function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}

/** Whom to call, by one touch, and where they say more. */
function listener({ name, number, url }) {
  const item = document.createElement("li");
  const call = link(`tel:${number.replace(/[^+\d]/g, "")}`, "care-call");
  const who = document.createElement("span");
  who.textContent = name;
  const dialled = document.createElement("b");
  dialled.textContent = number;
  call.append(who, " ", dialled);
  item.append(call);
  if (url.startsWith("https://")) {
    const more = link(url, "care-more");
    more.target = "_blank";
    more.rel = "noopener noreferrer";
    more.textContent = new URL(url).hostname.replace(/^www\./, "");
    item.append(more);
  }
  return item;
}

function link(href, className) {
  const element = document.createElement("a");
  element.href = href;
  element.className = className;
  return element;
}
