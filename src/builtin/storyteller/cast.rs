//! Who is in the story: the wished heroes as wished, and those that the theme or the grammar adds.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::being::Being;
use super::person::Person;
use super::pronoun::Pronoun;
use super::subject::Theme;
use crate::domain::{Character, StoryRequest};

/// The heroes in their order of importance: at least two, wished ones all.
pub(super) fn cast(request: &StoryRequest, theme: &Theme, random: &mut impl Rng) -> Vec<Person> {
    let mut heroes: Vec<Person> = request.characters.iter().map(Person::wished).collect();
    if let Some(being) = theme.beings.first() {
        bear_theme(&mut heroes, being, random);
    }
    while heroes.len() < 2 {
        let companion = invented(&heroes, None, random);
        heroes.push(companion);
    }
    heroes
}

/// Whom the theme is about comes first: a wished hero of that kind or of none, else somebody invented.
fn bear_theme(heroes: &mut Vec<Person>, being: &Being, random: &mut impl Rng) {
    let noun = being.noun.to_lowercase();
    let is_bearer = |person: &Person| {
        let words = format!("{} {}", person.kind, person.name).to_lowercase();
        words.split_whitespace().any(|word| word == noun)
            || being.name.as_ref().is_some_and(|name| person.name == *name)
    };
    let place = heroes.iter().position(is_bearer).or_else(|| heroes.iter().position(|person| person.kind.is_empty()));
    let first = match place {
        Some(place) => {
            let mut person = heroes.remove(place);
            if person.kind.is_empty() {
                person.kind.clone_from(&being.kind);
            }
            person
        }
        None => invented(heroes, Some(being), random),
    };
    heroes.insert(0, first);
    if let Some(pronoun) = being.pronoun
        && heroes[0].pronoun == Pronoun::They
    {
        heroes[0].pronoun = pronoun;
    }
    if heroes.len() == 1 && being.several {
        let second = invented(heroes, Some(being), random);
        heroes.push(second);
    }
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
    "silver bell",
    "pink scarf",
    "brown satchel",
    "golden button",
    "straw hat",
];

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

fn invented(heroes: &[Person], being: Option<&Being>, random: &mut impl Rng) -> Person {
    let free = |name: &str| heroes.iter().all(|person| !person.name.eq_ignore_ascii_case(name));
    let names: Vec<_> = NAMES.iter().filter(|(name, _)| free(name)).collect();
    let (drawn, by_name) = names.choose(random).map_or(("Pip", Pronoun::They), |(name, pronoun)| (*name, *pronoun));
    let kinds: Vec<_> = COMPANIONS.iter().filter(|kind| heroes.iter().all(|person| person.kind != **kind)).collect();
    let kind =
        being.map_or_else(|| kinds.choose(random).map_or("mouse", |kind| kind).to_owned(), |being| being.kind.clone());
    let looks: Vec<_> = LOOKS.iter().filter(|look| heroes.iter().all(|person| person.sheet.look != **look)).collect();
    let look = looks.choose(random).map_or("red scarf", |look| look);
    let traits = TRAITS.choose_multiple(random, 2).map(|word| (*word).to_owned()).collect();
    let name = being.and_then(|being| being.name.clone()).filter(|name| free(name)).unwrap_or_else(|| drawn.to_owned());
    let said = being.and_then(|being| being.pronoun).filter(|_| heroes.is_empty());
    let by_kind = Pronoun::of_kind(&kind);
    let pronoun = said.unwrap_or(if by_kind != Pronoun::They {
        by_kind
    } else if name == drawn {
        by_name
    } else {
        Pronoun::They
    });
    let sheet = Character { name: name.clone(), kind: kind.clone(), traits, look: look.to_owned() };
    Person { sheet, name, kind, pronoun }
}
