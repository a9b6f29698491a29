// Where the reader is in a book: turning pages by key and button, remembering the leaf in this browser (its page, the
// title or the end), and telling the service, which paints first what is read next.

import { call, memory } from "./api.js";
import { calm } from "./dom.js";

const PLACES = "ai-tale.places";
const MOST_PLACES = 100;
/** A page counts as read from when at least half of it, or half of the window, was filled by it for this long. */
const DWELL_MS = 1_000;
const KEYS = { ArrowRight: 1, PageDown: 1, ArrowLeft: -1, PageUp: -1 };

export class Place {
  #id;
  #root;
  #changed;
  #watch;
  #wanted; // The remembered leaf that has not been reached yet.
  #seen = new Map();
  #current = null;
  #told = null;
  #dwell = 0;
  #turning = 0;
  #signals = new AbortController();

  /** `changed(leaf)` hears which leaf of the book is being looked at. */
  constructor(id, root, changed) {
    this.#id = id;
    this.#root = root;
    this.#changed = changed;
    this.#wanted = memory.get(PLACES)?.[id] ?? null;
    this.#watch = new IntersectionObserver((entries) => this.#looked(entries), { threshold: [0, 0.2, 0.4, 0.5, 0.6, 0.8, 1] });
    const { signal } = this.#signals;
    addEventListener("keydown", (event) => this.#key(event), { signal });
    // The remembered leaf is turned to when it is there, not when the browser thinks that the page is high enough.
    history.scrollRestoration = "manual";
    // Who moves by hand is not moved to the remembered leaf any more.
    for (const type of ["wheel", "touchmove", "keydown", "pointerdown"]) {
      addEventListener(type, () => (this.#wanted = null), { signal, passive: true });
    }
  }

  /** Watches a leaf of the book. */
  add(leaf) {
    this.#watch.observe(leaf);
  }

  /** Turns to the remembered leaf, once it is there. Called when all leaves are laid out. */
  restore() {
    const leaf = this.#wanted !== null && this.#leaves().find((one) => placeOf(one) === this.#wanted);
    if (!leaf) return;
    this.#wanted = null;
    leaf.scrollIntoView({ behavior: "instant", block: "start" });
  }

  /** Turns to the next (1) or the previous (-1) leaf. */
  turn(by) {
    const leaves = this.#leaves();
    const leaf = leaves[leaves.indexOf(this.#current ?? leaves[0]) + by];
    if (!leaf) return;
    this.#wanted = null;
    this.#arrive(leaf);
    clearTimeout(this.#turning);
    this.#turning = setTimeout(() => (this.#turning = 0), 900);
    leaf.scrollIntoView({ behavior: calm() ? "instant" : "smooth", block: "start" });
    leaf.querySelector("h1, h2").focus({ preventScroll: true });
  }

  /** The leaf that is looked at, and whether the buttons can turn from it. */
  now() {
    const leaves = this.#leaves();
    const leaf = this.#current ?? leaves[0];
    const at = leaves.indexOf(leaf);
    return { leaf, before: at > 0, after: at < leaves.length - 1 };
  }

  close() {
    clearTimeout(this.#dwell);
    this.#watch.disconnect();
    this.#signals.abort();
    history.scrollRestoration = "auto";
  }

  #leaves() {
    return [...this.#root.querySelectorAll(".leaf:not([hidden])")];
  }

  #key(event) {
    const by = KEYS[event.key];
    if (!by || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey || event.defaultPrevented) return;
    if (document.querySelector("dialog[open]") || event.target.closest?.("input, textarea, select")) return;
    if (event.key.startsWith("Page") && this.#isTall()) return;
    event.preventDefault();
    this.turn(by);
  }

  /** Whether the current leaf does not fit the window: then the page keys scroll in it, as everywhere. */
  #isTall() {
    return (this.#current?.offsetHeight ?? 0) > innerHeight;
  }

  #looked(entries) {
    for (const { target, intersectionRatio, intersectionRect, rootBounds } of entries) {
      const ofWindow = rootBounds ? intersectionRect.height / rootBounds.height : 0;
      this.#seen.set(target, Math.max(intersectionRatio, ofWindow));
    }
    if (this.#turning) return;
    const [leaf, share] = [...this.#seen].reduce((best, one) => (one[1] > best[1] ? one : best), [null, 0]);
    if (leaf && share >= 0.5 && leaf !== this.#current) this.#arrive(leaf);
  }

  #arrive(leaf) {
    this.#current = leaf;
    this.#changed(leaf);
    if (this.#wanted === null) remember(this.#id, placeOf(leaf));
    clearTimeout(this.#dwell);
    this.#dwell = setTimeout(() => this.#keep(Number(leaf.dataset.scene)), DWELL_MS);
  }

  #keep(scene) {
    if (!scene || scene === this.#told || this.#wanted !== null) return;
    this.#told = scene;
    // Only a hint: a lost one is made good by the next page.
    call("POST", `/v1/stories/${this.#id}/progress`, { body: { scene } }).catch(() => (this.#told = null));
  }
}

/** A leaf's name in the memory: its page's number, 0 for the title, -1 for the end. */
const placeOf = ({ dataset }) => Number(dataset.scene ?? dataset.place);

function remember(id, place) {
  const { [id]: _, ...others } = memory.get(PLACES) ?? {};
  const kept = Object.entries(others).slice(1 - MOST_PLACES);
  memory.set(PLACES, Object.fromEntries([...kept, [id, place]]));
}

/** Forgets a deleted story. */
export function forget(id) {
  const { [id]: _, ...others } = memory.get(PLACES) ?? {};
  memory.set(PLACES, others);
}
