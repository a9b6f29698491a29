// A picture as one painting of it: a `<picture>` with all that was made of it, told of when it is decoded and when it broke.

/** Smallest first; asked for before the plain type where a picture has both. */
const MODERN = ["image/avif", "image/webp"];
const SIZES = "(min-width: 60rem) min(54vw, 44rem), 94vw";

export class Painting {
  element = document.createElement("picture");
  /** What it shows, or is to show. */
  illustration = null;
  #image = document.createElement("img");

  /** `shown()` is called when it is decoded, `broke()` when it can't be had. */
  constructor({ shown, broke }) {
    this.#image.decoding = "async";
    this.#image.addEventListener("error", broke);
    this.#image.addEventListener("load", () => this.#image.decode().catch(() => {}).then(shown));
    this.element.append(this.#image);
  }

  get revision() {
    return this.illustration.revision;
  }

  /** Sets the addresses; set again, even the same ones are asked for again. */
  load(illustration) {
    this.illustration = illustration;
    const { alt, width, height, sources } = illustration;
    Object.assign(this.#image, { alt, width, height });
    const types = groupByType(sources);
    const plain = [...types.keys()].find((type) => !MODERN.includes(type)) ?? [...types.keys()][0];
    const better = MODERN.filter((type) => type !== plain && types.has(type));
    this.element.replaceChildren(...better.map((type) => sourceOf(type, types.get(type))), this.#image);
    const widest = types.get(plain).reduce((a, b) => (b.width > a.width ? b : a));
    this.#image.sizes = SIZES;
    this.#image.srcset = srcsetOf(types.get(plain));
    this.#image.src = widest.url;
  }

  /** It is the finished picture of this page. */
  number(scene) {
    this.#image.dataset.illustration = scene;
  }

  /** Nobody sees or hears of it until `uncover`. */
  cover() {
    this.element.className = "covered";
    this.element.setAttribute("aria-hidden", "true");
  }

  /** It is seen from here on; done when it has faded in, at once where nothing moves. */
  async uncover() {
    this.number(this.illustration.scene);
    void getComputedStyle(this.#image).opacity; // What was never drawn covered would not fade.
    this.element.removeAttribute("aria-hidden");
    this.element.className = "";
    await Promise.allSettled(this.#image.getAnimations().map((fading) => fading.finished));
  }

  /** Another one takes its place: it is to be seen behind that one, and no more. */
  retire() {
    delete this.#image.dataset.illustration;
    this.element.setAttribute("aria-hidden", "true");
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
