//! Who is in the story: the wished heroes as wished, and those that the theme or the grammar adds.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::being::Being;
use super::marks::Surroundings;
use super::person::Person;
use super::places::place;
use super::pronoun::Pronoun;
use super::subject::Theme;
use super::wish::{has_limbs, pronoun_of_kind};
use crate::domain::{Character, StoryRequest};

/// More than these have no room in an outline.
const MOST: usize = crate::pipeline::metadata::CAST;

/// The heroes in their order of importance: whom the theme is about, then the other wished ones; at least two.
pub(super) fn cast(request: &StoryRequest, theme: &Theme, random: &mut impl Rng) -> Vec<Person> {
    let mut wished: Vec<Person> = request.characters.iter().map(Person::wished).collect();
    let mut heroes: Vec<Person> = Vec::new();
    let are_wished = !wished.is_empty();
    for being in &theme.beings {
        for _ in 0..being.count.max(1) {
            if let Some(place) = bearer(&wished, being) {
                let mut person = wished.remove(place);
                person.take_part(being);
                heroes.push(person);
            } else if !(are_wished && is_anybody(being)) && heroes.len() + wished.len() < MOST {
                let known: Vec<Person> = heroes.iter().chain(&wished).cloned().collect();
                heroes.push(invented(&known, Some(being), &COMPANIONS, random));
            }
        }
    }
    heroes.append(&mut wished);
    while heroes.len() < 2 {
        let companion = invented(&heroes, None, companions(theme), random);
        heroes.push(companion);
    }
    heroes
}

/// The wished hero who is meant: of that name or kind, else one of whom only a name is wished. A child of no name is
/// the first wished hero, whatever that is.
fn bearer(wished: &[Person], being: &Being) -> Option<usize> {
    let noun = being.noun.to_lowercase();
    let of_name = |person: &Person| being.name.as_ref().is_some_and(|name| person.name.eq_ignore_ascii_case(name));
    let of_kind = |person: &Person| {
        let words = format!("{} {}", person.kind, person.name).to_lowercase();
        being.name.is_none() && words.split_whitespace().any(|word| word == noun)
    };
    let open = |person: &Person| being.name.is_none() && person.kind.is_empty();
    let anybody = || (is_anybody(being) && !wished.is_empty()).then_some(0);
    let found = |fits: &dyn Fn(&Person) -> bool| wished.iter().position(fits);
    found(&of_name).or_else(|| found(&of_kind)).or_else(|| found(&open)).or_else(anybody)
}

/// `a story about friends`: says what it is about, and leaves the parts to the wished heroes.
fn is_anybody(being: &Being) -> bool {
    const ANYBODY: [&str; 16] = [
        "child",
        "kid",
        "friend",
        "best friend",
        "hero",
        "somebody",
        "someone",
        "person",
        "team",
        "family",
        "class",
        "animal",
        "everybody",
        "everyone",
        "sibling",
        "classmate",
    ];
    being.name.is_none() && ANYBODY.contains(&being.noun.as_str())
}

/// Names that are neither rare nor famous, and how their bearers are spoken of.
const NAMES: [(&str, Pronoun); 28] = [
    ("Juniper", Pronoun::She),
    ("Odo", Pronoun::He),
    ("Tilda", Pronoun::She),
    ("Barnaby", Pronoun::He),
    ("Wren", Pronoun::She),
    ("Moss", Pronoun::He),
    ("Nell", Pronoun::She),
    ("Otis", Pronoun::He),
    ("Saffron", Pronoun::She),
    ("Linus", Pronoun::He),
    ("Marigold", Pronoun::She),
    ("Fitch", Pronoun::He),
    ("Posy", Pronoun::She),
    ("Bramble", Pronoun::He),
    ("Hazel", Pronoun::She),
    ("Finn", Pronoun::He),
    ("Clover", Pronoun::She),
    ("Tobin", Pronoun::He),
    ("Maple", Pronoun::She),
    ("Rufus", Pronoun::He),
    ("Dottie", Pronoun::She),
    ("Caspian", Pronoun::He),
    ("Luna", Pronoun::She),
    ("Pepper", Pronoun::He),
    ("Ivy", Pronoun::She),
    ("Theo", Pronoun::He),
    ("Willa", Pronoun::She),
    ("Gus", Pronoun::He),
];

const COMPANIONS: [&str; 12] =
    ["mouse", "hedgehog", "rabbit", "badger", "squirrel", "duck", "mole", "otter", "robin", "frog", "bear", "cat"];

const UNDER_THE_SEA: [&str; 5] = ["crab", "octopus", "dolphin", "sea turtle", "fish"];

const IN_SPACE: [&str; 3] = ["robot", "alien", "cat"];

const LOOKS: [&str; 14] = [
    "red scarf",
    "blue cap",
    "yellow boots",
    "green waistcoat",
    "striped socks",
    "purple bow",
    "orange backpack",
    "round glasses",
    "white apron",
    "green ribbon",
    "pink scarf",
    "brown satchel",
    "golden button",
    "straw hat",
];

/// What even a whale or a cloud can wear.
const NO_LIMBS: [&str; 6] = ["red scarf", "blue cap", "pink scarf", "purple bow", "green ribbon", "straw hat"];

const TRAITS: [&str; 12] = [
    "curious",
    "kind",
    "stubborn",
    "merry",
    "gentle",
    "clever",
    "dreamy",
    "patient",
    "cheerful",
    "quick",
    "thoughtful",
    "hopeful",
];

/// Whom one may have beside oneself where a story plays.
fn companions(theme: &Theme) -> &'static [&'static str] {
    match theme.place.map(|name| place(name).surroundings) {
        Some(Surroundings::Underwater) => &UNDER_THE_SEA,
        Some(Surroundings::Space) => &IN_SPACE,
        _ => &COMPANIONS,
    }
}

fn invented(heroes: &[Person], being: Option<&Being>, companions: &[&str], random: &mut impl Rng) -> Person {
    let free = |name: &str| heroes.iter().all(|person| !person.name.eq_ignore_ascii_case(name));
    let kinds: Vec<_> =
        companions.iter().filter(|kind| heroes.iter().all(|person| !person.kind.ends_with(**kind))).collect();
    let drawn_kind = kinds.choose(random).map_or("mouse", |kind| kind);
    let kind = being.map_or_else(|| drawn_kind.to_owned(), |being| being.kind.clone());
    let said = being.and_then(|being| being.pronoun).unwrap_or_else(|| pronoun_of_kind(&kind).unwrap_or(Pronoun::They));
    let fits = |of_name: Pronoun| said == Pronoun::They || of_name == said;
    let names: Vec<_> = NAMES.iter().filter(|(name, of_name)| free(name) && fits(*of_name)).collect();
    let (drawn, by_name) = names.choose(random).map_or(("Pip", Pronoun::They), |(name, pronoun)| (*name, *pronoun));
    let has_limbs = has_limbs(being.map_or(drawn_kind, |being| &being.noun));
    let wears = |look: &str| has_limbs || NO_LIMBS.contains(&look);
    let free_look = |look: &str| heroes.iter().all(|person| person.sheet.look != look);
    let looks: Vec<_> = LOOKS.iter().filter(|look| free_look(look) && wears(look)).collect();
    let drawn_look = looks.choose(random).map_or("red scarf", |look| look);
    let look = being.map(|being| being.look.clone()).filter(|look| !look.is_empty());
    let traits = TRAITS.choose_multiple(random, 2).map(|word| (*word).to_owned()).collect();
    let name = being.and_then(|being| being.name.clone()).filter(|name| free(name)).unwrap_or_else(|| drawn.to_owned());
    let pronoun = if said == Pronoun::They && name == drawn { by_name } else { said };
    let look = look.unwrap_or_else(|| drawn_look.to_owned());
    let sheet = Character { name: name.clone(), kind: kind.clone(), traits, look };
    Person { sheet, name, kind, pronoun }
}
