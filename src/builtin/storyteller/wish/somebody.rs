//! Somebody of a wish as the cast needs them.

use super::lexicon::{Noun, group};
use super::name::FoundName;
use super::phrase::{Determiner, Phrase};
use crate::builtin::storyteller::being::Being;
use crate::builtin::storyteller::english::capitalised;
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
    let pronoun = found.name.as_ref().and_then(|name| name.pronoun);
    let by_noun = found.noun.and_then(|noun: &Noun| noun.pronoun);
    let mut name = found.name.as_ref().map(|name| name.name.clone());
    let head = found.head().to_owned();
    if name.is_none() && found.is_parent() && found.determiner != Determiner::Any {
        name = Some(capitalised(&head));
    } else if found.is_parent()
        && let Some(known) = name.as_mut()
        && found.determiner == Determiner::Bare
    {
        *known = format!("{} {known}", capitalised(&head));
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
        let words = found.before.iter().copied().chain([head.as_str()]).collect::<Vec<_>>().join(" ");
        let of = found.of.as_ref().filter(|of| of.is_harmless() && of.owner.is_none()).map(|of| of.told());
        let words = of.map_or_else(|| words.clone(), |of| format!("{words} of {of}"));
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
    Some(Being { kind, noun, name, count, pronoun, look: String::new() })
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
