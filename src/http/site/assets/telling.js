// Hands a wish in, patiently: a wish keeps its idempotency key until it is answered, so that a repeat after a lost
// answer gives the same story; where the service asks to wait, it waits and tries again.

import { Problem, call, randomKey } from "./api.js";

const PENDING = "ai-tale.pending";
const MOST_TRIES = 12;
/** Nobody looks at a countdown for longer than this, in seconds. */
const LONGEST_PAUSE = 120;

/**
 * The id of the accepted story. `waiting(problem, secondsLeft)` is called every second of a pause; a `Problem` is
 * thrown when waiting would not help, and the signal's reason when it is aborted.
 */
export async function tell(wish, { waiting, signal }) {
  const body = JSON.stringify(wish);
  for (let tries = 1; ; tries++) {
    signal.throwIfAborted();
    try {
      const { id } = await call("POST", "/v1/stories", { body: wish, headers: { "idempotency-key": keyFor(body) }, guest: true });
      forgetKey();
      return id;
    } catch (problem) {
      if (!(problem instanceof Problem)) throw problem;
      if (problem.code === "idempotency_key_reused" || problem.code === "content_rejected") forgetKey();
      const pause = pauseAfter(problem, tries);
      if (pause === null) throw problem;
      await countDown(pause, (left) => waiting(problem, left), signal);
    }
  }
}

/** Seconds to wait before the same wish may succeed; null when it will not. */
function pauseAfter({ status, code, retryAfter }, tries) {
  const patient = Math.min(30, 2 ** tries);
  if (tries >= MOST_TRIES || (retryAfter ?? 0) > LONGEST_PAUSE) return null;
  if (status === 429) return code === "daily_limit" || code === "stories_at_once" ? null : (retryAfter ?? patient);
  if (status === 0 || status === 503) return Math.max(retryAfter ?? patient, 1);
  return status >= 500 && tries < 3 ? patient : null;
}

function countDown(seconds, tick, signal) {
  return new Promise((resolve, reject) => {
    let left = seconds;
    const done = (settle) => {
      clearInterval(timer);
      removeEventListener("online", online);
      signal.removeEventListener("abort", aborted);
      settle();
    };
    const online = () => done(resolve);
    const aborted = () => done(() => reject(signal.reason));
    const timer = setInterval(() => (--left > 0 ? tick(left) : done(resolve)), 1000);
    addEventListener("online", online);
    signal.addEventListener("abort", aborted);
    tick(left);
  });
}

let pending = null;

/** The key of this very wish, over a reload too; another wish gets another. */
function keyFor(body) {
  pending ??= stored();
  if (pending?.body !== body) pending = { body, key: randomKey() };
  try {
    sessionStorage.setItem(PENDING, JSON.stringify(pending));
  } catch {
    // Then the key lasts as long as this page.
  }
  return pending.key;
}

function stored() {
  try {
    return JSON.parse(sessionStorage.getItem(PENDING));
  } catch {
    return null;
  }
}

function forgetKey() {
  pending = null;
  try {
    sessionStorage.removeItem(PENDING);
  } catch {
    // Nothing was kept.
  }
}
