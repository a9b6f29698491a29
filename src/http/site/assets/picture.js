// One page's picture: the frame that waits in the page's two colours, the soft placeholder, the picture itself, and
// new addresses when it fails to load.

import { toDataUrl } from "./thumbhash.js";
import { words } from "./words.js";

/** The last one comes when the service has had its time to mend a damaged file. */
const MOST_TRIES = 6;
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 30_000;
/** Smallest first; asked for before the plain type where a picture has both. */
const MODERN = ["image/avif", "image/webp"];
const SIZES = "(min-width: 60rem) min(54vw, 44rem), 94vw";

export class Picture {
  #frame;
  #refresh;
  #image = null;
  #revision = 0; // Of the picture that hangs there.
  #wrapper = null;
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
    if (!this.#image && palette) {
      this.#frame.style.setProperty("--top", palette[0]);
      this.#frame.style.setProperty("--bottom", palette[1]);
    }
    if (!illustration) {
      this.#frame.dataset.state = waiting.over ? "missing" : "waiting";
      note.textContent = waiting.text;
      return;
    }
    if (!this.#image) this.#hang(illustration);
    else if (this.#asked || illustration.revision > this.#revision) this.#load(illustration);
  }

  close() {
    clearTimeout(this.#timer);
  }

  #hang(illustration) {
    const soft = toDataUrl(illustration.placeholder);
    if (soft) this.#frame.querySelector(".soft").style.backgroundImage = `url("${soft}")`;
    this.#frame.querySelector("figcaption").textContent = "";
    const image = document.createElement("img");
    image.dataset.illustration = illustration.scene;
    image.decoding = "async";
    image.addEventListener("error", () => this.#broke());
    image.addEventListener("load", () => this.#loaded());
    this.#image = image;
    this.#wrapper = document.createElement("picture");
    this.#wrapper.append(image);
    this.#load(illustration);
    this.#frame.querySelector(".soft").after(this.#wrapper);
  }

  /** Sets the addresses; set again, even the same ones are asked for again. */
  #load({ revision, alt, width, height, sources }) {
    this.#asked = false;
    this.#revision = revision;
    Object.assign(this.#image, { alt, width, height });
    this.#frame.dataset.state = "loading";
    const types = groupByType(sources);
    const plain = [...types.keys()].find((type) => !MODERN.includes(type)) ?? [...types.keys()][0];
    const better = MODERN.filter((type) => type !== plain && types.has(type));
    this.#wrapper.replaceChildren(...better.map((type) => sourceOf(type, types.get(type))), this.#image);
    const widest = types.get(plain).reduce((a, b) => (b.width > a.width ? b : a));
    this.#image.sizes = SIZES;
    this.#image.srcset = srcsetOf(types.get(plain));
    this.#image.src = widest.url;
  }

  async #loaded() {
    await this.#image.decode().catch(() => {});
    this.#tries = 0;
    this.#frame.dataset.state = "finished";
  }

  #broke() {
    this.#frame.dataset.state = "broken";
    if (++this.#tries > MOST_TRIES) {
      this.#frame.querySelector("figcaption").textContent = words.book.lostPicture;
      return;
    }
    const doubled = FIRST_WAIT_MS * 2 ** (this.#tries - 1) * (0.5 + Math.random() / 2);
    const wait = this.#tries === MOST_TRIES ? LAST_WAIT_MS : doubled;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#asked = true;
      this.#refresh().catch(() => this.#broke());
    }, wait);
  }
}

function groupByType(sources) {
  const types = new Map();
  for (const source of sources) types.set(source.type, [...(types.get(source.type) ?? []), source]);
  return types;
}

const srcsetOf = (sources) => sources.map(({ url, width }) => `${url} ${width}w`).join(", ");

function sourceOf(type, sources) {
  const source = document.createElement("source");
  Object.assign(source, { type, srcset: srcsetOf(sources), sizes: SIZES });
  return source;
}
