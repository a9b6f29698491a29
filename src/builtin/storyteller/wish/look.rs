//! What the heroes of a wish look like: `with curly hair`, `in a wheelchair`, `who wears glasses`.

use super::lexicon::{group, is_adjective};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::text::Text;

const WORN: [&str; 8] = ["crutch", "braces", "glasses", "backpack", "crown", "cape", "mask", "ribbon"];

/// The look that begins here, behind `with`, `in`, `wearing`, `has`: as a sheet says it, and the place behind it.
pub(super) fn look(text: &Text, at: usize) -> Option<(String, usize)> {
    let (first, mut end) = part(text, at)?;
    let mut parts = vec![first];
    while text.is_one_of(end, &["and", ","]) {
        let from = if text.word(end) == "," && text.word(end + 1) == "and" { end + 2 } else { end + 1 };
        let Some((next, behind)) = part(text, from) else { break };
        parts.push(next);
        end = behind;
    }
    Some((parts.join(" and "), end))
}

fn part(text: &Text, at: usize) -> Option<(String, usize)> {
    let found: Phrase = phrase(text, at).filter(|_| text.word(at) != "no")?;
    let seen = found.is_any(&["clothes"]) || group("seen").contains(&found.head()) || WORN.contains(&found.head());
    // `an eye patch`: a part of the body alone is no look
    let bare = found.is_any(&["body"]) && !found.plural && found.adjectives.is_empty();
    let part = bare && found.determiner == Determiner::Any && !WORN.contains(&found.head());
    let part = part && !group("seen alone").contains(&found.head());
    let plain = !part && found.owner.is_none() && found.of.is_none() && found.name.is_none() && found.is_harmless();
    let told = if found.determiner == Determiner::Any { found.told() } else { found.bare(found.plural) };
    (seen && plain).then_some((told, found.end))
}

/// Where a look begins, behind the words that lead to it.
pub(super) fn leads_to_look(text: &Text, at: usize) -> Option<usize> {
    text.after_any(
        at,
        &[
            "with",
            "in",
            "wearing",
            "who wears",
            "who is wearing",
            "who has",
            "who uses",
            "using",
            "that has",
            "that wears",
            "wears",
            "has",
            "who sits in",
            "who is in",
            "has got",
            "who rides in",
            "who gets",
            "who got",
        ],
    )
    .filter(|end| !is_adjective(text.word(*end)) || part(text, *end).is_some())
}
