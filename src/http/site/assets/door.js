// The door: who reads here, and the way to sign in or to one's account. It is in the masthead, and on the cover.

import { call, isSignedIn } from "./api.js";
import { words } from "./words.js";

let reader = null;
let asked = null;

/** Who reads here, or null; asked for once, and only where there is a session. */
export function whoReads() {
  if (!isSignedIn()) return Promise.resolve(null);
  asked ??= call("GET", "/v1/me").then((user) => (reader = user), () => (asked = null));
  return asked;
}

/** Somebody came in, left, or is called something else. */
export function readerIs(user) {
  reader = user;
  asked = user && Promise.resolve(user);
  showDoor();
}

/** Shows every door that there is now. */
export async function showDoor() {
  show(reader);
  show(await whoReads());
}

function show(user) {
  const name = user?.display_name ?? "";
  for (const door of document.querySelectorAll(".door")) {
    door.textContent = name || words.desk.signIn;
    door.setAttribute("href", name ? "/account" : "/sign-in");
    door.setAttribute("aria-label", name ? words.desk.accountOf(name) : words.desk.signIn);
  }
}
