// One page's picture: the frame that waits in the page's two colours, the soft placeholder, the picture itself, new
// addresses when it fails to load, and the better picture that may replace it while the reader looks.

import { Painting } from "./painting.js";
import { toDataUrl } from "./thumbhash.js";
import { words } from "./words.js";

/** The last one comes when the service has had its time to mend a damaged file. */
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 30_000;

export class Picture {
  #frame;
  #refresh;
  #hanging = null; // The painting that is shown, or is to be.
  #coming = null; // The one that takes its place as soon as it can be shown.
  #tries = 0;
  #timer = 0;
  #asked = false; // For new addresses.

  /** `refresh()` reads the story anew; its new addresses come back through `update`. */
  constructor(frame, refresh) {
    this.#frame = frame;
    this.#refresh = refresh;
  }

  /** Shows a page's picture as far as it is known. `waiting` says what is told while it is not. */
  update({ palette, illustration }, waiting) {
    const note = this.#frame.querySelector("figcaption");
    if (!this.#hanging && palette) {
      this.#frame.style.setProperty("--top", palette[0]);
      this.#frame.style.setProperty("--bottom", palette[1]);
    }
    if (!illustration) {
      this.#frame.dataset.state = waiting.over ? "missing" : "waiting";
      note.textContent = waiting.text;
      return;
    }
    const newest = this.#coming ?? this.#hanging;
    if (!newest) this.#hang(illustration);
    else if (illustration.revision > newest.revision) this.#replace(illustration);
    else if (this.#asked) this.#load(newest, illustration);
  }

  close() {
    clearTimeout(this.#timer);
  }

  #hang(illustration) {
    this.#soften(illustration);
    this.#frame.querySelector("figcaption").textContent = "";
    this.#hanging = this.#painting();
    this.#load(this.#hanging, illustration);
    this.#hanging.number(illustration.scene);
    this.#frame.querySelector(".soft").after(this.#hanging.element);
  }

  /** One that nobody has seen yet is changed in place; one that hangs there stays until the other can be shown. */
  #replace(illustration) {
    clearTimeout(this.#timer);
    this.#tries = 0;
    if (this.#frame.dataset.state !== "finished") {
      this.#soften(illustration);
      this.#load(this.#hanging, illustration);
      return;
    }
    this.#coming?.element.remove();
    this.#coming = this.#painting();
    this.#coming.cover();
    this.#load(this.#coming, illustration);
    this.#hanging.element.after(this.#coming.element);
  }

  #painting() {
    const painting = new Painting({ shown: () => this.#loaded(painting), broke: () => this.#broke(painting) });
    return painting;
  }

  #soften({ placeholder }) {
    const soft = toDataUrl(placeholder);
    if (soft) this.#frame.querySelector(".soft").style.backgroundImage = `url("${soft}")`;
  }

  #load(painting, illustration) {
    this.#asked = false;
    if (painting === this.#hanging) this.#frame.dataset.state = "loading";
    painting.load(illustration);
  }

  #loaded(painting) {
    this.#tries = 0;
    if (painting === this.#hanging) this.#frame.dataset.state = "finished";
    else if (painting === this.#coming) this.#swap();
  }

  /** The new one fades in over the old one, which goes when nothing of it can be seen any more. */
  async #swap() {
    const [old, fresh] = [this.#hanging, this.#coming];
    [this.#hanging, this.#coming] = [fresh, null];
    old.retire();
    await fresh.uncover();
    old.element.remove();
    this.#soften(fresh.illustration);
  }

  #broke(painting) {
    if (painting !== this.#hanging && painting !== this.#coming) return;
    if (painting === this.#hanging) this.#frame.dataset.state = "broken";
    if (++this.#tries > MOST_TRIES) return this.#lose(painting);
    const doubled = FIRST_WAIT_MS * 2 ** (this.#tries - 1) * (0.5 + Math.random() / 2);
    const wait = this.#tries === MOST_TRIES ? LAST_WAIT_MS : doubled;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#asked = true;
      this.#refresh().catch(() => this.#broke(painting));
    }, wait);
  }

  /** Whoever has the older picture misses nothing. */
  #lose(painting) {
    if (painting === this.#coming) {
      painting.element.remove();
      this.#coming = null;
      return;
    }
    this.#frame.querySelector("figcaption").textContent = words.book.lostPicture;
  }
}
