// "Who is in it?": the rows of the form in which up to eight heroes are described.

import { copyOf, show } from "./dom.js";
import { words } from "./words.js";

const MOST_HEROES = 8;

/** Runs the heroes' part of the form; gives what the form needs of it. */
export function castIn(details) {
  const list = details.querySelector(".heroes");
  const add = details.querySelector(".add-hero");
  add.addEventListener("click", () => {
    addHero(list, add);
    list.lastElementChild.querySelector("input").focus();
  });
  details.addEventListener("toggle", () => details.open && list.children.length === 0 && addHero(list, add));
  return {
    characters: () => filled(list).map(characterOf),
    check: () => check(details, filled(list)),
    place: (index, field) => place(details, filled(list)[index], field),
    clear: () => clear(details, list, add),
  };
}

function addHero(list, add) {
  const hero = copyOf("hero");
  hero.querySelector(".remove-hero").addEventListener("click", () => {
    const next = hero.nextElementSibling ?? hero.previousElementSibling;
    hero.remove();
    count(list, add);
    (next?.querySelector("input") ?? add).focus();
  });
  list.append(hero);
  count(list, add);
}

function count(list, add) {
  add.hidden = list.children.length >= MOST_HEROES;
  for (const [index, hero] of [...list.children].entries()) {
    hero.dataset.number = index + 1;
    hero.querySelector("legend").textContent = words.hero(index + 1);
    hero.querySelector(".remove-hero").setAttribute("aria-label", words.removeHero(index + 1));
  }
}

/** The rows in which something was typed: those, in this order, are sent. */
const filled = (list) => [...list.children].filter((hero) => Object.values(characterOf(hero)).some(Boolean));

function characterOf(hero) {
  const said = (name) => hero.querySelector(`[name=${name}]`).value.trim();
  return { name: said("name"), kind: said("kind"), look: said("look") };
}

function clear(details, list, add) {
  list.replaceChildren();
  count(list, add);
  details.open = false;
}

/** True when every hero has a name; else says so beside the first who has none. */
function check(details, heroes) {
  const nameless = heroes.find((hero) => !characterOf(hero).name);
  if (!nameless) return true;
  const field = place(details, nameless, "name");
  show(field.querySelector(".error"), words.namelessHero);
  field.querySelector("input").focus();
  return false;
}

/** Where a problem with a hero's field is shown; the name stands for fields that are not on the form. */
function place(details, hero, field) {
  if (!hero) return null;
  details.open = true;
  return hero.querySelector(`[data-hero-field="${CSS.escape(field)}"]`) ?? hero.querySelector("[data-hero-field=name]");
}
