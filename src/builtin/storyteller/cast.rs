//! Who is in the story: the wished heroes as wished, and those that the theme or the grammar adds.

use rand::Rng;
use rand::seq::IndexedRandom;

use super::being::Being;
use super::phrase::{list, with_article};
use super::theme::Theme;
use crate::domain::{Character, StoryRequest};

/// How somebody is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Pronoun {
    She,
    He,
    They,
}

impl Pronoun {
    pub(super) const fn they(self) -> &'static str {
        match self {
            Self::She => "she",
            Self::He => "he",
            Self::They => "they",
        }
    }

    pub(super) const fn them(self) -> &'static str {
        match self {
            Self::She => "her",
            Self::He => "him",
            Self::They => "them",
        }
    }

    pub(super) const fn their(self) -> &'static str {
        match self {
            Self::She => "her",
            Self::He => "his",
            Self::They => "their",
        }
    }

    pub(super) const fn was(self) -> &'static str {
        match self {
            Self::She | Self::He => "was",
            Self::They => "were",
        }
    }

    /// By words such as `girl` or `king`; `They` where the kind does not say.
    pub(super) fn of_kind(kind: &str) -> Self {
        const SHE: [&str; 29] = [
            "girl",
            "woman",
            "lady",
            "queen",
            "princess",
            "mother",
            "mum",
            "mom",
            "mama",
            "mommy",
            "grandma",
            "grandmother",
            "granny",
            "sister",
            "daughter",
            "aunt",
            "niece",
            "witch",
            "mermaid",
            "hen",
            "cow",
            "duchess",
            "heroine",
            "lioness",
            "ewe",
            "mare",
            "schoolgirl",
            "she",
            "goddess",
        ];
        const HE: [&str; 25] = [
            "boy",
            "man",
            "king",
            "prince",
            "father",
            "dad",
            "papa",
            "daddy",
            "grandpa",
            "grandfather",
            "brother",
            "son",
            "uncle",
            "nephew",
            "wizard",
            "rooster",
            "bull",
            "ram",
            "stallion",
            "duke",
            "merman",
            "gentleman",
            "schoolboy",
            "he",
            "sir",
        ];
        let has =
            |list: &[&str]| kind.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| list.contains(&word));
        match (has(&SHE), has(&HE)) {
            (true, _) => Self::She,
            (false, true) => Self::He,
            (false, false) => Self::They,
        }
    }
}

/// Somebody in the story, as the lines speak of them.
#[derive(Clone, Debug)]
pub(super) struct Person {
    pub(super) sheet: Character,
    /// The name without signs that would break a sentence.
    pub(super) name: String,
    /// What they are, without an article; may be empty.
    pub(super) kind: String,
    pub(super) pronoun: Pronoun,
}

impl Person {
    fn wished(sheet: &Character) -> Self {
        let kind = bare(&sheet.kind);
        let name = plain(&sheet.name);
        let name = if name.is_empty() { "Somebody".to_owned() } else { name };
        Self { sheet: sheet.clone(), name, pronoun: Pronoun::of_kind(&kind), kind }
    }

    /// `a fox with a red scarf`, `a hero`.
    pub(super) fn who(&self, plain: bool) -> String {
        let kind = if self.kind.is_empty() || plain { "hero".to_owned() } else { self.kind.clone() };
        let look = if plain { None } else { self.look() };
        look.map_or_else(|| with_article(&kind), |look| format!("{} with {look}", with_article(&kind)))
    }

    /// `a fox named Fenn`.
    pub(super) fn once(&self, plain: bool) -> String {
        let kind = if self.kind.is_empty() || plain { "hero" } else { &self.kind };
        format!("{} named {}", with_article(kind), self.name)
    }

    /// `Fenn the fox`, or the name alone.
    pub(super) fn intro(&self, plain: bool) -> String {
        if self.kind.is_empty() || plain { self.name.clone() } else { format!("{} the {}", self.name, self.kind) }
    }

    /// `shy and curious`: only those that are single words, and so adjectives as a rule.
    pub(super) fn traits(&self) -> Option<String> {
        let single = |text: &&String| !text.is_empty() && text.chars().all(|c| c.is_alphabetic() || c == '-');
        let adjectives: Vec<String> = self.sheet.traits.iter().filter(single).map(|text| text.to_lowercase()).collect();
        (!adjectives.is_empty()).then(|| list(&adjectives))
    }

    /// `a red scarf`; `None` where it does not read as a thing that somebody has.
    pub(super) fn look(&self) -> Option<String> {
        let text = plain(&self.sheet.look).trim_end_matches(['.', '!', ' ']).replace(" and ", ", ");
        let parts: Vec<String> =
            text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(owned_thing).collect::<Option<_>>()?;
        (!parts.is_empty()).then(|| list(&parts))
    }
}

/// The heroes in their order of importance: at least two, wished ones all.
pub(super) fn cast(request: &StoryRequest, theme: &Theme, random: &mut impl Rng) -> Vec<Person> {
    let mut heroes: Vec<Person> = request.characters.iter().map(Person::wished).collect();
    if let Some(being) = &theme.being {
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

/// Typed text without the signs that mean something to a line or a sentence.
fn plain(text: &str) -> String {
    let kept = text.replace(['{', '}', '"', '\u{201c}', '\u{201d}', '\u{ab}', '\u{bb}', '<', '>', '\\'], " ");
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A kind without its article.
fn bare(kind: &str) -> String {
    let kind = plain(kind);
    let lower = kind.to_lowercase();
    let article = ["a ", "an ", "the "].into_iter().find(|article| lower.starts_with(article));
    kind[article.map_or(0, str::len)..].trim_end_matches(['.', '!', ',']).to_owned()
}

/// A part of a look with the article it needs.
fn owned_thing(part: &str) -> Option<String> {
    const MASS: [&str; 12] = [
        "hair",
        "fur",
        "skin",
        "armor",
        "armour",
        "wool",
        "clothing",
        "glitter",
        "jewelry",
        "jewellery",
        "freckles",
        "feathers",
    ];
    const VERBS: [&str; 12] =
        ["wears", "wearing", "has", "is", "looks", "always", "with", "carries", "likes", "very", "tall", "small"];
    const DETERMINERS: [&str; 14] =
        ["a", "an", "the", "one", "two", "three", "four", "no", "his", "her", "their", "its", "big", "many"];
    let words: Vec<&str> = part.split(' ').collect();
    let (first, last) = (words.first()?.to_lowercase(), words.last()?.to_lowercase());
    let fine =
        words.len() <= 5 && last.chars().all(|c| c.is_alphabetic() || c == '-') && !VERBS.contains(&first.as_str());
    if !fine || words.len() == 1 && last.ends_with("ed") {
        return None;
    }
    let plural = last.ends_with('s') && !last.ends_with("ss");
    let complete = plural || MASS.contains(&last.as_str()) || (first != "big" && DETERMINERS.contains(&first.as_str()));
    Some(if complete { part.to_owned() } else { with_article(part) })
}
