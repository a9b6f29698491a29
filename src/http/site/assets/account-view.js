// One's account: name, address, password, where one is signed in, and who tried to.

import { say } from "./announce.js";
import { call, leave } from "./api.js";
import { show } from "./dom.js";
import { readerIs } from "./door.js";
import { note, submits } from "./forms.js";
import { words } from "./words.js";

const LOGINS_SHOWN = 10;

/** Fills the account's desk; stops when `leaving` is aborted. */
export function openAccount(desk, user, go, leaving) {
  desk.querySelector("h1").textContent = words.desk.hello(user.display_name);
  showAddress(desk, user);
  offerName(desk.querySelector(".name-form"), desk, user);
  offerPassword(desk.querySelector(".password-form"), user);
  desk.querySelector(".sign-out").addEventListener("click", () => signOut(go));
  listSessions(desk, go, leaving);
  listLogins(desk, leaving);
  desk.querySelector(".account").hidden = false;
}

function showAddress(desk, { email, verified }) {
  desk.querySelector(".address").textContent = email;
  const state = desk.querySelector(".address-state");
  show(state, verified ? words.desk.addressVerified : words.desk.addressUnverified);
  const resend = desk.querySelector(".resend");
  resend.hidden = verified;
  resend.addEventListener("click", async () => {
    resend.setAttribute("aria-disabled", "true");
    try {
      await call("POST", "/v1/auth/verify/resend");
      show(state, words.desk.mailSent);
      resend.hidden = true;
    } catch ({ code, retryAfter }) {
      const { problem } = words.desk;
      show(state, problem[code] ?? (retryAfter ? problem.later(retryAfter) : problem.other));
    }
    say(state.textContent);
    resend.removeAttribute("aria-disabled");
  });
}

function offerName(form, desk, { display_name }) {
  form.elements.namedItem("display_name").value = display_name;
  submits(form, async (_, body) => {
    const user = await call("PATCH", "/v1/me", { body });
    readerIs(user);
    desk.querySelector("h1").textContent = words.desk.hello(user.display_name);
    note(form, words.desk.nameChanged);
  });
}

function offerPassword(form, { email }) {
  form.elements.namedItem("username").value = email;
  submits(form, async (_, { current, new: password }) => {
    await call("POST", "/v1/me/password", { body: { current, new: password } });
    form.reset();
    form.elements.namedItem("username").value = email;
    note(form, words.desk.passwordChangedHere);
  });
}

async function signOut(go) {
  try {
    await leave();
  } catch (problem) {
    // a session that has ended already is what was wanted
    if (problem.status !== 401) return say(words.desk.problem.other);
  }
  readerIs(null);
  return go("/");
}

async function listSessions(desk, go, leaving) {
  const list = desk.querySelector(".sessions");
  const { items } = await call("GET", "/v1/me/sessions").catch(() => ({ items: [] }));
  if (leaving.aborted) return;
  list.replaceChildren(...items.map((session) => sessionOf(session, list, go)));
}

function sessionOf(session, list, go) {
  const { id, is_current, device, network, renewed_at } = session;
  const item = lineOf(deviceOf(device), is_current ? words.desk.thisDevice : words.desk.lastSeen(dateOf(renewed_at)), network);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = is_current ? words.desk.signOut : words.desk.end;
  button.setAttribute("aria-label", `${button.textContent}: ${deviceOf(device)}`);
  button.addEventListener("click", async () => {
    if (is_current) return signOut(go);
    try {
      await call("DELETE", `/v1/me/sessions/${encodeURIComponent(id)}`);
    } catch (problem) {
      if (problem.status !== 404) return say(words.desk.problem.other);
    }
    item.remove();
    say(words.desk.ended);
    (list.querySelector("button") ?? document.querySelector("h1")).focus();
    return undefined;
  });
  item.append(button);
  return item;
}

async function listLogins(desk, leaving) {
  const { items } = await call("GET", `/v1/me/logins?limit=${LOGINS_SHOWN}`).catch(() => ({ items: [] }));
  if (leaving.aborted) return;
  const lines = items.map(({ at, outcome, device, network }) => lineOf(words.desk.outcome[outcome] ?? outcome, `${dateOf(at)}, ${deviceOf(device)}`, network));
  desk.querySelector(".logins").replaceChildren(...lines);
}

function lineOf(title, detail, network) {
  const item = document.createElement("li");
  const text = document.createElement("p");
  const bold = document.createElement("b");
  bold.textContent = title;
  text.append(bold, document.createElement("br"), [detail, network].filter(Boolean).join(" · "));
  item.append(text);
  return item;
}

const dateOf = (at) => new Date(at).toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });

function deviceOf(device) {
  const names = words.desk.device;
  const known = [device?.browser, device?.os].map((name) => names[name] ?? (name === "other" ? "" : name));
  return known.filter(Boolean).join(", ") || names.unknown;
}
