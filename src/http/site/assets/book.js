// A story as the page knows it: the pure fold of its events, over the story as it was last read.
// No fetch, no DOM: `feed.js` feeds it, `book-view.js` shows it.

const ENDED = ["completed", "failed", "cancelled"];

/** The event types of the contract, in the order of a story's life. */
export const EVENT_TYPES = [
  "story.created",
  "story.started",
  "story.outlined",
  "scene.created",
  "illustration.created",
  "story.completed",
  "story.failed",
  "story.cancelled",
];

/** A book of which nothing is known yet. `last` is the number of the last event folded in. */
export const emptyBook = (id) => ({
  id,
  status: "queued",
  request: null,
  title: null,
  summary: "",
  characters: [],
  planned: 0,
  pages: [],
  failure: null,
  last: 0,
});

export const hasEnded = (book) => ENDED.includes(book.status);

/**
 * Folds one event in. The outcome is `applied`; `repeated` (known already, the same book comes back); or `gap`
 * (something before it is missing, the same book comes back and the caller reads on from `book.last`).
 */
export function fold(book, event) {
  if (event.seq <= book.last) return { book, outcome: "repeated" };
  if (event.seq !== book.last + 1) return { book, outcome: "gap" };
  return { book: { ...book, ...changes(book, event), last: event.seq }, outcome: "applied" };
}

function changes(book, event) {
  switch (event.type) {
    case "story.created":
      return { request: event.request, planned: event.request.scenes, status: "queued" };
    case "story.started":
      return { status: "writing" };
    case "story.outlined":
      return outlined(event);
    case "scene.created":
      return withScene(book, event);
    case "illustration.created":
      return { pages: withPicture(book.pages, event.scene, event.illustration) };
    case "story.completed":
      return { status: "completed", planned: event.scenes };
    case "story.failed":
      return { status: "failed", failure: { code: event.code, retryable: event.retryable } };
    case "story.cancelled":
      return { status: "cancelled" };
    default:
      return {}; // A type of tomorrow: counted, not shown.
  }
}

const outlined = ({ title, summary, characters, scenes }) => ({ title, summary, characters, planned: scenes });

function withScene(book, { scene, text, palette }) {
  const pages = [...book.pages, { scene, text, palette, illustration: null }].sort((a, b) => a.scene - b.scene);
  return { pages, status: book.planned && pages.length >= book.planned ? "illustrating" : "writing" };
}

const withPicture = (pages, scene, illustration) =>
  pages.map((page) => (page.scene === scene ? { ...page, illustration: newest(page.illustration, illustration) } : page));

/** A picture that was painted again replaces the one before; of the same one the later addresses are fresher. */
const newest = (shown, other) => (shown && shown.revision > other.revision ? shown : other);

/**
 * The book after the story was read anew. A reading that is older than what was folded in already gives nothing but
 * fresh addresses of pictures.
 */
export function withReading(book, story) {
  if (story.last_event < book.last) return { ...book, pages: freshPictures(book.pages, story.scenes) };
  const pages = story.scenes.map(({ scene, text, palette, illustration }) => ({ scene, text, palette, illustration }));
  return {
    ...book,
    status: story.status,
    request: story.request,
    title: story.title ?? null,
    summary: story.summary ?? "",
    characters: story.characters ?? [],
    planned: plannedPages(story),
    pages: pages.sort((a, b) => a.scene - b.scene),
    failure: story.failure ?? null,
    last: story.last_event,
  };
}

function plannedPages({ status, request, planned_scenes, scenes }) {
  if (status === "illustrating" || status === "completed") return scenes.length;
  return Math.max(planned_scenes ?? request.scenes, scenes.length);
}

function freshPictures(pages, scenes) {
  const fresh = new Map(scenes.map(({ scene, illustration }) => [scene, illustration]));
  return pages.map((page) => {
    const { illustration } = page;
    const other = illustration && fresh.get(page.scene);
    return other ? { ...page, illustration: newest(illustration, other) } : page;
  });
}
