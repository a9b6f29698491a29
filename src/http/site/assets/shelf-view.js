// "Your stories": what this reader wished for, newest first. Who has no session yet has no stories, and nobody is
// signed in for looking.

import { say } from "./announce.js";
import { call } from "./api.js";
import { ask, copyOf, show } from "./dom.js";
import { forget } from "./place.js";
import { words } from "./words.js";

const COLOURS = 6;

/** Fills the shelf; stops when `leaving` is aborted. */
export async function openShelf(shelf, leaving) {
  const note = shelf.querySelector(".shelf-note");
  const more = shelf.querySelector(".more");
  const showPage = async (cursor) => {
    more.disabled = true;
    try {
      const page = await stories(cursor);
      if (leaving.aborted) return;
      const spines = page.items.map((story) => spineOf(story, shelf));
      shelf.querySelector(".spines").append(...spines);
      if (cursor) spines[0]?.querySelector("a").focus();
      more.hidden = !page.next_cursor;
      more.onclick = () => showPage(page.next_cursor);
      tellIfEmpty(shelf);
    } catch {
      if (!leaving.aborted) show(note, words.shelf.trouble);
    }
    more.disabled = false;
  };
  await showPage(null);
}

async function stories(cursor) {
  try {
    return await call("GET", cursor ? `/v1/stories?cursor=${encodeURIComponent(cursor)}` : "/v1/stories");
  } catch (problem) {
    if (problem.status === 401) return { items: [], next_cursor: null };
    throw problem;
  }
}

const tellIfEmpty = (shelf) =>
  show(shelf.querySelector(".shelf-note"), shelf.querySelector(".spine") ? "" : words.shelf.empty);

function spineOf(story, shelf) {
  const spine = copyOf("spine");
  const theme = story.request?.theme ?? story.theme ?? "";
  const title = story.title ?? theme ?? words.shelf.untitled;
  const link = spine.querySelector("a");
  link.href = `/stories/${encodeURIComponent(story.id)}`;
  link.querySelector("b").textContent = title || words.shelf.untitled;
  show(link.querySelector(".spine-theme"), story.title ? theme : "");
  link.querySelector(".badge").textContent = words.status[story.status] ?? story.status;
  spine.dataset.status = story.status;
  spine.dataset.colour = [...story.id].reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % COLOURS;
  const button = spine.querySelector("button");
  button.setAttribute("aria-label", words.shelf.remove(title));
  button.addEventListener("click", () => remove(story.id, title, spine, shelf));
  return spine;
}

async function remove(id, title, spine, shelf) {
  if (!(await ask(words.ask.remove(title), words.ask.removeYes, words.ask.removeNo))) return;
  try {
    await call("DELETE", `/v1/stories/${encodeURIComponent(id)}`);
  } catch (problem) {
    if (problem.status !== 404) return show(shelf.querySelector(".shelf-note"), words.shelf.failed);
  }
  forget(id);
  const next = spine.nextElementSibling ?? spine.previousElementSibling;
  spine.remove();
  say(words.shelf.removed(title));
  tellIfEmpty(shelf);
  (next?.querySelector("a") ?? shelf.querySelector("h2")).focus();
  return undefined;
}
