// A book on the screen: the title page, a leaf per scene, the end. It is drawn from the book's state alone, again and
// again; what is there already is changed in place, so nothing flickers and no reader loses their spot.

import { announce, say } from "./announce.js";
import { Problem, call } from "./api.js";
import { emptyBook, hasEnded } from "./book.js";
import { ask, copyOf, show } from "./dom.js";
import { Feed } from "./feed.js";
import { Picture } from "./picture.js";
import { Place, forget } from "./place.js";
import { tell } from "./telling.js";
import { words } from "./words.js";

/** Fills `main` with the book. `go(path)` turns to another view. */
export function openBook(main, id, go) {
  const view = new BookView(main, id, go);
  return { close: () => view.close() };
}

class BookView {
  #main;
  #id;
  #go;
  #root = copyOf("book");
  #feed;
  #place;
  #book = null;
  #pictures = new Map();
  #leaving = new AbortController();

  constructor(main, id, go) {
    this.#main = main;
    this.#id = id;
    this.#go = go;
    main.replaceChildren(this.#root);
    this.#place = new Place(id, this.#root, () => this.#drawTurner());
    this.#place.add(this.#find(".title-page"));
    this.#place.add(this.#find(".the-end"));
    this.#listen();
    this.#drawTitle(emptyBook(id), words.book.opening);
    this.#feed = new Feed(id, {
      book: (book) => this.#draw(book),
      link: (lost) => this.#drawLink(lost),
      gone: () => this.#drawGone(words.book.gone, words.book.goneHint),
      damaged: () => this.#drawGone(words.book.damaged, words.book.damagedHint),
    });
    this.#feed.start();
  }

  close() {
    this.#leaving.abort();
    this.#feed.close();
    this.#place.close();
    for (const picture of this.#pictures.values()) picture.close();
    show(document.getElementById("link-note"), "");
  }

  #find(selector) {
    return this.#root.querySelector(selector);
  }

  #listen() {
    this.#find(".previous").addEventListener("click", () => this.#place.turn(-1));
    this.#find(".next").addEventListener("click", () => this.#place.turn(1));
    this.#find(".stop").addEventListener("click", () => this.#stop());
    this.#find(".again").addEventListener("click", () => this.#again());
    this.#find(".delete").addEventListener("click", () => this.#delete());
  }

  #draw(book) {
    if (this.#leaving.signal.aborted) return;
    const before = this.#book;
    this.#book = book;
    this.#main.dataset.status = book.status;
    document.title = book.title ? `${book.title} · ${words.product}` : words.product;
    this.#drawTitle(book, words.book.waitingTitle);
    for (const page of book.pages) this.#drawPage(page, book);
    this.#drawComing(book);
    this.#drawEnd(book);
    this.#drawTurner();
    this.#place.restore();
    if (before) announce(before, book);
  }

  #drawTitle(book, untitled) {
    const ended = hasEnded(book);
    show(this.#find(".wished"), book.request && words.book.wished(book.request.theme));
    show(this.#find("h1"), book.title ?? (ended ? words.book.untold : untitled));
    const waiting = book.status === "queued" ? words.book.queued : words.book.thinking;
    show(this.#find(".summary"), book.title || ended ? book.summary : book.request && waiting);
    this.#drawCast(book.characters);
    show(this.#find(".progress-words"), book.title && words.book.progress(book));
    this.#find(".title-page").dataset.waiting = String(!book.title && !ended);
    this.#find(".progress").hidden = ended || !book.request;
    this.#find(".stop").hidden = ended || !book.request;
    if (book.title) for (const part of [this.#find("h1"), this.#find(".summary")]) part.lang = book.request?.language ?? "";
  }

  #drawCast(characters) {
    const cast = this.#find(".cast-list");
    const list = cast.querySelector("ul");
    if (list.childElementCount === characters.length) return;
    cast.hidden = characters.length === 0;
    cast.querySelector("h2").textContent = words.book.cast;
    list.replaceChildren(...characters.map(castMember));
  }

  #drawPage(page, book) {
    let leaf = this.#find(`[data-scene="${page.scene}"]`);
    const isNew = !leaf;
    leaf ??= this.#bindPage(page, book.request?.language ?? "");
    const heading = leaf.querySelector("h2");
    const label = words.book.page(page.scene, book.planned);
    if (heading.textContent !== label) heading.textContent = label;
    const over = hasEnded(book);
    const text = over ? words.book.unpainted : words.book.painting(page.scene, book.planned);
    this.#pictures.get(page.scene).update(page, { over, text });
    if (isNew) this.#place.add(leaf);
  }

  #bindPage({ scene, text }, language) {
    const leaf = copyOf("page");
    leaf.dataset.scene = scene;
    const heading = leaf.querySelector("h2");
    heading.id = `page-${scene}`;
    leaf.setAttribute("aria-labelledby", heading.id);
    const told = leaf.querySelector(".page-text");
    told.lang = language;
    told.append(...text.split(/\n+/).filter(Boolean).map(paragraph));
    this.#pictures.set(scene, new Picture(leaf.querySelector(".picture"), () => this.#feed.refreshPictures()));
    const pages = this.#find(".pages");
    const after = [...pages.children].find((other) => Number(other.dataset.scene) > scene);
    pages.insertBefore(leaf, after ?? null);
    return leaf;
  }

  #drawComing(book) {
    const coming = this.#find(".coming");
    const writing = book.status === "writing" && book.title !== null;
    coming.hidden = !writing;
    coming.lastElementChild.textContent = writing ? words.book.writingNext(book.pages.length + 1) : "";
  }

  #drawEnd(book) {
    const end = this.#find(".the-end");
    const ended = hasEnded(book);
    end.hidden = !ended;
    if (!ended) return;
    end.dataset.ending = book.status;
    show(end.querySelector("h2"), book.status === "completed" ? words.book.end : words.status[book.status]);
    show(end.querySelector(".end-words"), words.book.ending(book));
    this.#find(".again").hidden = book.status === "completed" || book.failure?.retryable === false;
  }

  #drawTurner() {
    const book = this.#book;
    const { leaf, before, after } = this.#place.now();
    this.#find(".previous").setAttribute("aria-disabled", String(!before));
    this.#find(".next").setAttribute("aria-disabled", String(!after));
    if (!book) return;
    this.#find(".where").textContent = leaf.querySelector("h1, h2").textContent;
    show(this.#find(".turner-progress"), hasEnded(book) ? "" : words.book.progress(book));
    this.#drawThread(book);
  }

  /** A stitch per planned page: empty, written, painted. */
  #drawThread(book) {
    const thread = this.#find(".thread");
    while (thread.childElementCount > book.planned) thread.lastElementChild.remove();
    while (thread.childElementCount < book.planned) thread.append(document.createElement("span"));
    for (const { scene, illustration } of book.pages) {
      const stitch = thread.children[scene - 1];
      if (stitch) stitch.dataset.state = illustration ? "painted" : "written";
    }
  }

  #drawLink(lost) {
    show(document.getElementById("link-note"), lost ? words.book.lost : "");
    say(lost ? words.said.lost : words.said.back);
  }

  #drawGone(what, hint) {
    const gone = copyOf("gone");
    gone.querySelector("h1").textContent = what;
    gone.querySelector("p").textContent = hint;
    delete this.#main.dataset.status;
    this.#main.replaceChildren(gone);
    document.title = words.product;
    show(document.getElementById("link-note"), "");
    gone.querySelector("h1").focus();
  }

  async #stop() {
    if (!(await ask(words.ask.stop, words.ask.stopYes, words.ask.stopNo))) return;
    try {
      await call("POST", `/v1/stories/${this.#id}/cancel`);
    } catch (problem) {
      if (problem.code !== "story_ended") say(words.book.notStopped);
    }
  }

  async #delete() {
    const title = this.#book?.title ?? words.book.untold;
    if (!(await ask(words.ask.remove(title), words.ask.removeYes, words.ask.removeNo))) return;
    try {
      await call("DELETE", `/v1/stories/${this.#id}`);
    } catch (problem) {
      if (problem.status !== 404) return say(words.shelf.failed);
    }
    forget(this.#id);
    this.#go("/");
    return undefined;
  }

  /** The same wish once more, as a new story with a new chance. */
  async #again() {
    const { seed: _, ...wish } = this.#book.request;
    const button = this.#find(".again");
    const note = this.#find(".the-end .note");
    const waiting = ({ status, code }, left) => show(note, words.wish.again(status === 0 ? "network" : code, left));
    if (button.getAttribute("aria-disabled") === "true") return;
    button.setAttribute("aria-disabled", "true");
    try {
      this.#go(`/stories/${await tell(wish, { waiting, signal: this.#leaving.signal })}`);
    } catch (problem) {
      if (problem instanceof Problem) show(note, words.wish[problem.code] ?? words.wish.gaveUp);
      else if (!this.#leaving.signal.aborted) throw problem;
    } finally {
      button.removeAttribute("aria-disabled");
    }
  }
}

function castMember({ name, kind, look }) {
  const item = document.createElement("li");
  const strong = document.createElement("b");
  strong.textContent = name;
  item.append(strong, [kind, look].filter(Boolean).map((part) => `, ${part}`).join(""));
  return item;
}

function paragraph(text) {
  const element = document.createElement("p");
  element.textContent = text;
  return element;
}
