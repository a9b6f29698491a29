//! Somebody of a wish as the cast needs them.

use super::lexicon::{Noun, group};
use super::name::FoundName;
use super::phrase::{Determiner, Phrase};
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::english::{capitalised, with_article};
use crate::builtin::storyteller::pronoun::Pronoun;

/// More than these are too many to be told apart.
pub(super) const MOST: usize = 7;
/// `some`, `many`.
const SOME: usize = 3;
const KIND: usize = 40;

/// Of these the members are the heroes.
const GROUPS: [&str; 10] = ["family", "team", "class", "gang", "crew", "band", "group", "pair", "couple", "herd"];

/// Somebody as the cast needs them; `None` for what can't be told of.
pub(super) fn being(found: &Phrase) -> Option<Being> {
    // `a family of bears`: the bears
    if let Some(of) = found.of.as_ref().filter(|of| of.is_being() && of.plural && GROUPS.contains(&found.head())) {
        return being(of).map(|being| Being { count: SOME, ..being });
    }
    // `a penguin family`: the penguins; of a family of which nothing is said a child is the hero
    if found.head() == "family" && found.name.is_none() {
        let kind = found.before.last().copied().filter(|_| found.is_harmless());
        return Some(kind.map_or_else(me, |kind| Being {
            count: SOME,
            kind: kind.to_owned(),
            noun: kind.to_owned(),
            ..me()
        }));
    }
    let pronoun = found.name.as_ref().and_then(|name| name.pronoun);
    let by_noun = found.noun.and_then(|noun: &Noun| noun.pronoun);
    let mut name = found.name.as_ref().map(|name| name.name.clone());
    let head = found.head().to_owned();
    let is_holy = |called: &str| group("holy").contains(&called.to_lowercase().as_str());
    if found.noun.is_none() && name.as_deref().is_some_and(is_holy) {
        return None;
    }
    if name.is_none() && group("called by kind").contains(&head.as_str()) {
        name = Some(head.clone());
    } else if name.is_none() && found.is_parent() && found.determiner != Determiner::Any {
        name = Some(capitalised_words(&head));
    } else if name.is_none() && is_one_of_a_kind(found) {
        name = Some(head.clone());
    } else if found.is_parent()
        && let Some(known) = name.as_mut()
        && found.determiner == Determiner::Bare
    {
        *known = format!("{} {known}", capitalised_words(&head));
    }
    let pronoun = by_noun.or(pronoun);
    let (kind, noun) = if head.is_empty() {
        let child = match pronoun {
            Some(Pronoun::She) => "girl",
            Some(Pronoun::He) => "boy",
            _ => "child",
        };
        (with_adjectives(&found.adjectives, child), name.clone().unwrap_or_default().to_lowercase())
    } else {
        let before = found.before.iter().copied().filter(|word| !is_aid(word) && *word != "twin");
        let words = before.chain([head.as_str()]).collect::<Vec<_>>().join(" ");
        let of = found.of.as_ref().filter(|of| of.is_harmless() && of.owner.is_none()).map(|of| of.told());
        let words = of.map_or_else(|| words.clone(), |of| format!("{words} of {of}"));
        // `my twins Lea and Tim`: a girl and a boy
        let is_twin = name.is_some() && matches!(words.as_str(), "twin" | "triplet" | "cousin" | "sibling");
        let by_name = match pronoun {
            Some(Pronoun::She) => "girl",
            Some(Pronoun::He) => "boy",
            _ => "child",
        };
        let words = if is_twin { by_name.to_owned() } else { words };
        let by_kind = name.as_ref().is_some_and(|name| name.to_lowercase().contains(&head));
        let words = match found.noun.and_then(in_english) {
            Some(english) => english.to_owned(),
            None if by_kind => words,
            None => as_told(&words),
        };
        (with_adjectives(&found.adjectives, &words), head)
    };
    let count = match found.determiner {
        Determiner::Number(count) if found.plural || count == 1 => {
            if count > 20 {
                SOME
            } else {
                count.min(MOST)
            }
        }
        _ if found.plural => 2,
        _ => 1,
    };
    // `a wheelchair dog`: a dog in one
    let aid = found.before.iter().find(|word| is_aid(word)).map(|aid| with_article(aid));
    Some(Being { kind, noun, name, count, pronoun, look: aid.unwrap_or_default() })
}

/// `Santa Claus`, `Baba Yaga`: called by what they are, as there is only one.
fn is_one_of_a_kind(found: &Phrase) -> bool {
    let bare = found.determiner == Determiner::Bare && !found.plural && found.adjectives.is_empty();
    bare && found.before.is_empty()
        && found.is_any(&["fantasy", "job", "grown-up"])
        && found.head().starts_with(char::is_uppercase)
}

fn is_aid(word: &str) -> bool {
    matches!(word, "wheelchair" | "hearing aid" | "white cane" | "prosthetic leg" | "crutch" | "walker")
}

/// What kin of another language are called here: `nani` is a grandmother.
pub(super) fn in_english(noun: &Noun) -> Option<&'static str> {
    const KIN: [&str; 9] =
        ["grandmother", "grandfather", "mother", "father", "aunt", "uncle", "sister", "brother", "saint"];
    KIN.into_iter().find(|kin| noun.is(kin))
}

fn capitalised_words(words: &str) -> String {
    words.split(' ').map(capitalised).collect::<Vec<_>>().join(" ")
}

/// A relation as the story sees it, and not as the wisher does: `my son` is a boy.
fn as_told(words: &str) -> String {
    let (head, last) = words.rsplit_once(' ').map_or(("", words), |(head, last)| (head, last));
    if !matches!(head, "" | "little" | "big" | "baby" | "twin" | "older" | "younger" | "foster") {
        return words.to_owned();
    }
    let told = match last {
        "baby" | "toddler" if head == "twin" => last,
        "son" | "brother" | "nephew" | "grandson" | "bro" | "godson" | "stepbrother" => "boy",
        "daughter" | "sister" | "niece" | "granddaughter" | "sis" | "goddaughter" | "stepsister" => "girl",
        "mum" | "mom" | "mummy" | "mommy" | "mama" => "mother",
        "dad" | "daddy" | "papa" => "father",
        _ => return words.to_owned(),
    };
    // `little sister`, `twin sister`: a little girl, a girl
    let kept = matches!(head, "little" | "baby").then(|| head.replace("baby", "little"));
    kept.map_or_else(|| told.to_owned(), |head| format!("{head} {told}"))
}

/// As many adjectives as a kind has room for, the nearest first.
fn with_adjectives(adjectives: &[String], noun: &str) -> String {
    let mut kind = noun.to_owned();
    for adjective in adjectives.iter().rev().filter(|adjective| !group("not kind").contains(&adjective.as_str())) {
        let longer = format!("{adjective} {kind}");
        if longer.chars().count() <= KIND {
            kind = longer;
        }
    }
    kind
}

pub(super) fn of_name(found: FoundName) -> Being {
    let kind = match found.pronoun {
        Some(Pronoun::She) => "girl",
        Some(Pronoun::He) => "boy",
        _ => "child",
    };
    let noun = found.name.to_lowercase();
    Being { kind: kind.to_owned(), noun, name: Some(found.name), count: 1, pronoun: found.pronoun, look: String::new() }
}

pub(super) fn me() -> Being {
    Being { kind: "child".to_owned(), noun: "child".to_owned(), count: 1, ..Being::default() }
}
