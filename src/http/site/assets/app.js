// The page's way in: looks at the address and shows the cover ("/"), a book ("/stories/{id}"), or the desk where one
// signs up and in and finds one's account.
// A view fills <main> when it is opened and lets go of everything when it is closed.

import { openBook } from "./book-view.js";
import { deskOf, openDesk } from "./desk-view.js";
import { showDoor } from "./door.js";
import { openCover } from "./wish-view.js";

const main = document.getElementById("main");
let view = null;

/** Goes to an address of this page without loading it anew. */
function go(path) {
  history.pushState(null, "", path);
  turnTo(path, true);
}

function turnTo(path, moved) {
  view?.close();
  delete main.dataset.status;
  const id = /^\/stories\/([^/]+)\/?$/.exec(path)?.[1];
  const desk = deskOf(path);
  document.body.dataset.view = desk ? "desk" : id ? "book" : "cover";
  document.title = "AI Tale";
  view = desk ? openDesk(main, desk, go) : id ? openBook(main, id, go) : openCover(main, go);
  showDoor();
  if (!moved) return;
  scrollTo(0, 0);
  main.querySelector("h1")?.focus({ preventScroll: true });
}

document.addEventListener("click", (event) => {
  const link = event.target.closest?.("a[data-route]");
  if (!link || event.defaultPrevented || event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
  event.preventDefault();
  go(link.getAttribute("href"));
});

addEventListener("popstate", () => turnTo(location.pathname, true));

turnTo(location.pathname, false);
