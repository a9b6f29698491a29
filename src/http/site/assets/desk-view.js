// The desk: signing up and in, links that came by mail, and one's account. Each form is a real one, with the names that
// password managers know.

import { openAccount } from "./account-view.js";
import { enter, isSignedIn, tellService } from "./api.js";
import { copyOf, show } from "./dom.js";
import { readerIs, whoReads } from "./door.js";
import { filled, note, submits } from "./forms.js";
import { words } from "./words.js";

const DESKS = { "/sign-in": signIn, "/sign-up": signUp, "/forgot": forgot, "/reset": reset, "/verify": verify, "/account": account };

/** The desk at an address, or nothing. */
export const deskOf = (path) => DESKS[path.replace(/(.)\/$/, "$1")];

/** Fills `main` with a desk. `go(path)` turns to another view. */
export function openDesk(main, desk, go) {
  const leaving = new AbortController();
  desk(main, go, leaving.signal);
  return { close: () => leaving.abort() };
}

function signIn(main, go) {
  const desk = lay(main, "sign-in");
  submits(desk.querySelector("form"), async (form, { email, password }) => {
    if (!filled(form, ["email", "password"])) return;
    readerIs(await enter("/v1/auth/login", { email, password }));
    go("/");
  });
}

function signUp(main, go) {
  const desk = lay(main, "sign-up");
  submits(desk.querySelector("form"), async (form, { email, password, display_name }) => {
    if (!filled(form, ["display_name", "email", "password"])) return;
    readerIs(await enter("/v1/auth/register", { email, password, display_name }));
    go("/account");
  });
}

function forgot(main) {
  const desk = lay(main, "forgot");
  submits(desk.querySelector("form"), async (form, { email }) => {
    if (!filled(form, ["email"])) return;
    await tellService("/v1/auth/password/forgot", { email });
    done(desk, words.desk.mailSent);
  });
}

function reset(main, go) {
  const desk = lay(main, "reset");
  const token = tokenOfAddress();
  if (!token) return done(desk, words.desk.problem.invalid_link);
  submits(desk.querySelector("form"), async (form, { password }) => {
    if (!filled(form, ["password"])) return;
    await tellService("/v1/auth/password/reset", { token, password });
    go("/sign-in");
    note(main, words.desk.passwordChanged);
  });
  return undefined;
}

async function verify(main) {
  const desk = lay(main, "verify");
  const said = desk.querySelector(".desk-words");
  try {
    await tellService("/v1/auth/verify", { token: tokenOfAddress() });
    show(said, words.desk.verified);
    if (isSignedIn()) readerIs(null);
  } catch (problem) {
    show(said, words.desk.problem[problem.code] ?? words.desk.problem.other);
  }
}

async function account(main, go, leaving) {
  const desk = lay(main, "account");
  const user = await whoReads();
  if (leaving.aborted) return;
  if (user?.email) openAccount(desk, user, go, leaving);
  else go("/sign-in");
}

function lay(main, name) {
  const desk = copyOf(name);
  main.replaceChildren(desk);
  document.title = `${desk.querySelector("h1").textContent} · AI Tale`;
  return desk;
}

/** The token stands behind the #, which no server is told; it stays in no address that somebody might copy. */
function tokenOfAddress() {
  const token = location.hash.slice(1);
  if (token) history.replaceState(null, "", location.pathname);
  return token;
}

function done(desk, text) {
  desk.querySelector("form").hidden = true;
  show(desk.querySelector(".desk-words"), text);
}
