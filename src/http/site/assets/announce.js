// The polite voice: tells readers who listen what those who look can see. What comes close together is said together.

import { hasEnded } from "./book.js";
import { words } from "./words.js";

const GATHER_MS = 1_200;
let sentences = [];
let pictures = [];
let timer = 0;

/** Says a sentence soon. */
export function say(sentence) {
  if (sentences.at(-1) !== sentence) sentences.push(sentence);
  speakSoon();
}

/** Says what is new between two states of a book. */
export function announce(before, book) {
  if (!before.title && book.title) say(words.said.title(book.title));
  const known = new Map(before.pages.map((page) => [page.scene, page]));
  for (const { scene } of book.pages) if (!known.has(scene)) say(words.said.page(scene, book.planned));
  const painted = book.pages.filter(({ scene, illustration }) => illustration && !known.get(scene)?.illustration);
  pictures.push(...painted.map(({ scene }) => scene));
  if (painted.length > 0) speakSoon();
  if (hasEnded(book) && !hasEnded(before)) say(words.said[book.status]);
}

function speakSoon() {
  timer ||= setTimeout(speak, GATHER_MS);
}

function speak() {
  if (pictures.length > 0) sentences.unshift(words.said.pictures(pictures));
  document.getElementById("said").textContent = sentences.join(" ");
  sentences = [];
  pictures = [];
  timer = 0;
}
