//! Whom a theme is about: `two little robots`, `a fox`, `Mia`. [`super::theme`] finds the words, this reads them.

use super::pronoun::Pronoun;

/// Whom the theme is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Being {
    /// `little fox`.
    pub(super) kind: String,
    /// `fox`.
    pub(super) noun: String,
    /// Said with a name: `Mia`.
    pub(super) name: Option<String>,
    /// `two robots`.
    pub(super) several: bool,
    /// Said by `his` or `her`.
    pub(super) pronoun: Option<Pronoun>,
}

const ANIMATE: [&str; 92] = [
    "fox",
    "bear",
    "cat",
    "kitten",
    "dog",
    "puppy",
    "mouse",
    "rabbit",
    "bunny",
    "owl",
    "wolf",
    "hedgehog",
    "squirrel",
    "badger",
    "mole",
    "otter",
    "duck",
    "duckling",
    "goose",
    "hen",
    "chick",
    "rooster",
    "pig",
    "piglet",
    "cow",
    "calf",
    "horse",
    "pony",
    "donkey",
    "goat",
    "sheep",
    "lamb",
    "frog",
    "toad",
    "turtle",
    "tortoise",
    "snail",
    "bee",
    "butterfly",
    "ladybird",
    "ladybug",
    "ant",
    "spider",
    "fish",
    "whale",
    "dolphin",
    "shark",
    "octopus",
    "crab",
    "penguin",
    "seal",
    "lion",
    "tiger",
    "elephant",
    "giraffe",
    "monkey",
    "zebra",
    "hippo",
    "panda",
    "koala",
    "kangaroo",
    "crocodile",
    "snake",
    "dinosaur",
    "dragon",
    "unicorn",
    "fairy",
    "elf",
    "gnome",
    "giant",
    "troll",
    "ghost",
    "monster",
    "mermaid",
    "witch",
    "wizard",
    "knight",
    "princess",
    "prince",
    "queen",
    "king",
    "girl",
    "boy",
    "child",
    "robot",
    "pirate",
    "astronaut",
    "alien",
    "snowman",
    "bird",
    "raccoon",
    "deer",
];

/// `two little robots`, `a fox`, `Mia`. A bare noun must be known to live, unless the theme says what it does.
pub(super) fn being(words: &[&str], acts: bool) -> Option<Being> {
    const NUMBERS: [&str; 9] = ["two", "three", "four", "five", "six", "seven", "some", "many", "several"];
    let first = words.first()?.to_lowercase();
    let counted = NUMBERS.contains(&first.as_str());
    let determined = counted || matches!(first.as_str(), "a" | "an" | "the" | "my" | "our" | "one");
    let rest = if determined { &words[1..] } else { words };
    if rest.is_empty()
        || rest.len() > 4
        || rest.iter().any(|word| !word.chars().all(|c| c.is_alphabetic() || c == '-' || c == '\''))
    {
        return None;
    }
    if !determined
        && rest.len() == 1
        && acts
        && words[0].starts_with(char::is_uppercase)
        && !ANIMATE.contains(&singular(&first).as_str())
    {
        return Some(Being {
            kind: "child".to_owned(),
            noun: first,
            name: Some(words[0].to_owned()),
            several: false,
            pronoun: None,
        });
    }
    if rest.iter().any(|word| {
        matches!(
            word.to_lowercase().as_str(),
            "and" | "in" | "on" | "at" | "of" | "with" | "under" | "from" | "for" | "or" | "by"
        )
    }) {
        return None;
    }
    let last = rest.last()?.to_lowercase();
    let noun = if counted { singular(&last) } else { last.clone() };
    let plural = counted || (!determined && singular(&last) != last);
    let noun = if plural { singular(&last) } else { noun };
    let lives = ANIMATE.contains(&noun.as_str()) || (acts && determined);
    if !lives {
        return None;
    }
    let adjectives: Vec<String> = rest[..rest.len() - 1].iter().map(|word| word.to_lowercase()).collect();
    let kind = format!("{} {noun}", adjectives.join(" ")).trim().to_owned();
    (kind.chars().count() <= 40).then_some(Being { kind, noun, name: None, several: plural, pronoun: None })
}

fn singular(noun: &str) -> String {
    match noun {
        "mice" => "mouse".to_owned(),
        "geese" => "goose".to_owned(),
        "children" => "child".to_owned(),
        "wolves" => "wolf".to_owned(),
        "elves" => "elf".to_owned(),
        "foxes" => "fox".to_owned(),
        "witches" => "witch".to_owned(),
        "princesses" => "princess".to_owned(),
        "princess" | "octopus" => noun.to_owned(),
        _ => match noun.strip_suffix("ies") {
            Some(stem) => format!("{stem}y"),
            None => {
                noun.strip_suffix('s').filter(|stem| stem.len() > 2 && !stem.ends_with('s')).unwrap_or(noun).to_owned()
            }
        },
    }
}
