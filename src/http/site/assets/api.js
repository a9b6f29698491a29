// How the page talks to the service: one place for sessions, problems and repeated calls.
// The session lives in HttpOnly cookies; a cookie without a secret comes and goes with them and says that they are there.

const SESSION = "ai-tale.session";
const SIGNED_IN = /(?:^|;\s*)(?:__Host-)?tale_signed_in=1/;
const LOCK = "ai-tale-session";
const CALL_TIMEOUT_MS = 20_000;
/** A renewal whose answer is lost must be repeated while its refresh token may still be shown again: for 10 s. */
const RENEWAL_TIMEOUT_MS = 4_000;

/** An answer that is not a success. `status` 0: no answer at all. `retryAfter` is in seconds, or null. */
export class Problem extends Error {
  constructor(status, { code = "", errors = [], category = "", help = null } = {}, retryAfter = null) {
    super(`${status} ${code}`.trim());
    Object.assign(this, { status, code, errors, category, help, retryAfter });
  }
}

/** Local storage that may be switched off, full, or cleared at any time. */
export const memory = {
  get(key) {
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  },
  set(key, value) {
    try {
      localStorage.setItem(key, JSON.stringify(value));
    } catch {
      // The page works without a memory.
    }
  },
};

/**
 * Calls the service and gives the parsed answer (null when it has no body). Without a session nothing is asked: with
 * `guest: true` a guest is signed in first, else that is a 401 of the page's own. A session whose time is up is renewed
 * before the call; a 401 all the same is answered by renewing it, or as above, and then the call is repeated.
 */
export async function call(method, path, { body, headers, guest = false } = {}) {
  const began = Date.now();
  const request = { method, headers, body };
  if (isSignedIn() && isStale()) await refresh(began);
  if (!isSignedIn()) {
    if (!guest) throw new Problem(401);
    await signIn(began);
  }
  try {
    return await send(path, request);
  } catch (problem) {
    if (problem.status !== 401) throw problem;
    const renewed = (await refresh(began)) || (guest && (await signIn(began)));
    if (!renewed) throw problem;
    return send(path, request);
  }
}

async function send(path, { method, headers = {}, body, timeout = CALL_TIMEOUT_MS }) {
  const json = body === undefined ? {} : { "content-type": "application/json" };
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { accept: "application/json", ...json, ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout?.(timeout),
    });
    const text = await response.text();
    if (response.ok) return text ? JSON.parse(text) : null;
    throw new Problem(response.status, problemOf(text), secondsOf(response.headers.get("retry-after")));
  } catch (problem) {
    throw problem instanceof Problem ? problem : new Problem(0);
  }
}

function problemOf(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return {};
  }
}

/** `Retry-After` is a number of seconds or a date. */
function secondsOf(header) {
  if (!header) return null;
  const seconds = /^\d+$/.test(header) ? Number(header) : (Date.parse(header) - Date.now()) / 1000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}

/** One at a time across tabs: a refresh token works once. True when there is a fresh session. */
function refresh(since) {
  return alone(async () => {
    if (renewedSince(since)) return true;
    try {
      // The repeat still falls into the time in which the first may be repeated, and is given what it needs.
      const again = (problem) => (problem.status === 0 ? renew(CALL_TIMEOUT_MS) : Promise.reject(problem));
      return renewed(await renew(RENEWAL_TIMEOUT_MS).catch(again));
    } catch (problem) {
      // No connection, or no room: that says nothing about the session, so it is not given up.
      if (![400, 401, 422].includes(problem.status)) throw problem;
      return false;
    }
  });
}

const renew = (timeout) => send("/v1/auth/refresh", { method: "POST", timeout });

function signIn(since) {
  return alone(async () => {
    if (renewedSince(since)) return true;
    return renewed(await send("/v1/auth/guest", { method: "POST", body: { session: "cookie" } }));
  });
}

/**
 * Signs up or in: a session in cookies, which takes the place of the one that there is. Gives whose it is. A guest's
 * session that can be renewed is, so that who signs up keeps their stories.
 */
export async function enter(path, body) {
  const began = Date.now();
  const once = () => alone(() => send(path, { method: "POST", body: { ...body, session: "cookie" } }));
  if (isSignedIn() && isStale()) await refresh(began);
  let answer;
  try {
    answer = await once();
  } catch (problem) {
    if (problem.code !== "invalid_token") throw problem;
    await refresh(began);
    answer = await once();
  }
  renewed(answer);
  return answer.user;
}

/** Ends the session, here and wherever else it is open. */
export const leave = () => alone(() => send("/v1/auth/logout", { method: "POST" }));

/** A call that needs no session and changes none: what came by mail. */
export const tellService = (path, body) => send(path, { method: "POST", body });

/** Whether there is a session, as far as the browser knows: the service takes that cookie back with the others. */
export const isSignedIn = () => SIGNED_IN.test(document.cookie);

/** Whether the access token is about to end, or has. One that nobody remembers is tried. */
const isStale = () => (memory.get(SESSION)?.until ?? Infinity) < Date.now();

/** Whether another tab, or another call of this one, got a session meanwhile. */
const renewedSince = (since) => (memory.get(SESSION)?.at ?? 0) > since;

function renewed({ expires_in }) {
  const now = Date.now();
  memory.set(SESSION, { at: now, until: now + expires_in * 900 });
  return true;
}

let queue = Promise.resolve();

/** Runs work under a lock that all tabs share; where the browser has none, under one of this tab. */
function alone(work) {
  if (navigator.locks) return navigator.locks.request(LOCK, work);
  const turn = queue.then(work, work);
  queue = turn.catch(() => {});
  return turn;
}

/** A random key; `randomUUID` is there on secure pages only. */
export function randomKey() {
  if (crypto.randomUUID) return crypto.randomUUID();
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
