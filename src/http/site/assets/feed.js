// Keeps one book up to date: reads the story, follows its events, and comes back by itself after anything that goes
// wrong. One stream at a time, none while the tab is hidden. Nothing twice and nothing missing is `fold`'s promise.

import { call } from "./api.js";
import { EVENT_TYPES, emptyBook, fold, hasEnded, withReading } from "./book.js";

/** The longest a first wait may be. Waits double and are drawn from the upper half, so from 0.5 s up to 30 s. */
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** How long a reading for fresh addresses waits for other pictures that need one: a book's may all break at once. */
const SHARED_WAIT_MS = 1_000;
/** A stream that lasted this long was a good one: the next wait is short again. */
const GOOD_STREAM_MS = 10_000;
/** A stream may die without a sign (a sleeping phone, a proxy), so a silent one is checked by reading the story. */
const SILENCE_MS = 45_000;

export class Feed {
  #id;
  #hears;
  #book;
  #source = null;
  #timer = 0;
  #silence = 0;
  #tries = 0;
  #openedAt = 0;
  #turn = 0; // Raised by whatever makes an answer under way worthless.
  #lost = false;
  #over = false;
  #refreshing = null; // A reading for pictures that has not been answered.
  #signals = new AbortController();

  /** `hears` is told of `book(book)`, `link(lost)`, `gone()` and `damaged()`. */
  constructor(id, hears) {
    this.#id = id;
    this.#hears = hears;
    this.#book = emptyBook(id);
    const { signal } = this.#signals;
    document.addEventListener("visibilitychange", () => this.#turned(), { signal });
    addEventListener("online", () => this.#lost && this.#read(), { signal });
    addEventListener("pagehide", () => this.#rest(), { signal });
    addEventListener("pageshow", (event) => event.persisted && this.#turned(), { signal });
  }

  start() {
    this.#read();
  }

  /** Reads the story anew, for fresh addresses of its pictures: once for all that ask meanwhile. */
  refreshPictures() {
    this.#refreshing ??= this.#readForPictures().finally(() => (this.#refreshing = null));
    return this.#refreshing;
  }

  async #readForPictures() {
    await new Promise((resolve) => setTimeout(resolve, SHARED_WAIT_MS));
    // From the service itself, which looks at each picture and mends what is lost, wherever they came from before.
    const story = await call("GET", `/v1/stories/${this.#id}?pictures=service`);
    if (!this.#signals.signal.aborted) this.#tell(withReading(this.#book, story));
  }

  close() {
    this.#over = true;
    this.#rest();
    this.#signals.abort();
  }

  #turned() {
    if (this.#over) return;
    if (document.hidden) this.#rest();
    else this.#read();
  }

  /** Lets go of everything that is under way. */
  #rest() {
    this.#turn++;
    clearTimeout(this.#timer);
    clearTimeout(this.#silence);
    this.#source?.close();
    this.#source = null;
  }

  async #read() {
    if (this.#over || document.hidden) return;
    this.#rest();
    const turn = this.#turn;
    let story;
    try {
      story = await call("GET", `/v1/stories/${this.#id}`);
    } catch (problem) {
      if (turn === this.#turn) this.#failed(problem);
      return;
    }
    if (turn !== this.#turn) return;
    this.#tell(withReading(this.#book, story));
    this.#goOn();
  }

  /** What there is to do after a reading: nothing more, wait, or listen. */
  #goOn() {
    if (hasEnded(this.#book)) {
      this.#over = true;
      this.#rest();
      this.#linked(false);
    } else if (this.#lost) this.#wait(() => this.#open());
    else this.#open();
  }

  #failed({ status, code, retryAfter }) {
    if (code === "story_damaged") {
      this.close(); // It stays so.
      this.#hears.damaged();
      return;
    }
    if (status === 404 || status === 401) {
      this.close(); // 401 after a refresh: this browser has no session, so no story either.
      this.#hears.gone();
      return;
    }
    this.#linked(true);
    this.#wait(() => this.#read(), retryAfter);
  }

  #wait(next, atLeastSeconds = 0) {
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries++);
    const pause = Math.max(longest * (0.5 + Math.random() / 2), (atLeastSeconds ?? 0) * 1000);
    this.#timer = setTimeout(next, pause);
  }

  #open() {
    this.#rest();
    const source = new EventSource(`/v1/stories/${this.#id}/events?after=${this.#book.last}`);
    this.#source = source;
    source.onopen = () => {
      this.#openedAt = Date.now();
      this.#linked(false);
      this.#listenOn();
    };
    source.onerror = () => this.#dropped();
    for (const type of EVENT_TYPES) source.addEventListener(type, (message) => this.#heard(type, message));
  }

  #heard(type, message) {
    let event;
    try {
      event = { ...JSON.parse(message.data), type };
    } catch {
      return this.#dropped();
    }
    this.#listenOn();
    const { book, outcome } = fold(this.#book, event);
    if (outcome === "gap") return this.#dropped();
    if (outcome === "repeated") return undefined;
    this.#tries = 0;
    this.#tell(book);
    return hasEnded(book) ? this.#goOn() : undefined;
  }

  /** The stream ended, was refused, or skipped something. The story says how to go on. */
  #dropped() {
    if (this.#openedAt && Date.now() - this.#openedAt > GOOD_STREAM_MS) this.#tries = 0;
    this.#openedAt = 0;
    this.#linked(true);
    this.#read();
  }

  #listenOn() {
    clearTimeout(this.#silence);
    this.#silence = setTimeout(() => this.#read(), SILENCE_MS);
  }

  #linked(lost) {
    if (lost === this.#lost) return;
    this.#lost = lost;
    this.#hears.link(lost);
  }

  #tell(book) {
    this.#book = book;
    this.#hears.book(book);
  }
}
