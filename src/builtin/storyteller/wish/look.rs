//! What the heroes of a wish look like: `with curly hair`, `in a wheelchair`, `who wears glasses`.

use super::lexicon::{group, is_adjective, noun_at};
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
    // `with his arm in a sling`
    let is_own = text.is_one_of(at, &["his", "her", "their", "its"]) && text.word(at + 2) == "in";
    let at = if is_own && noun_at(text, at + 1).is_some_and(|found| found.noun.is("body")) { at + 3 } else { at };
    let may_be_none = |found: &Phrase| found.is_any(&["look", "clothes"]) || group("none seen").contains(&found.head());
    let none = text.word(at) == "no";
    let found: Phrase = phrase(text, at).filter(|found| !none || may_be_none(found))?;
    let (where_, end) = on_body(text, found.end).unwrap_or((String::new(), found.end));
    let is_on_body = end > found.end && !found.is_being();
    let seen = is_on_body
        || found.is_any(&["clothes", "look"])
        || group("seen").contains(&found.head())
        || WORN.contains(&found.head());
    // `an eye patch`: a part of the body alone is no look
    let bare = found.is_any(&["body"]) && !found.plural && found.adjectives.is_empty();
    let part = bare && found.determiner == Determiner::Any && !WORN.contains(&found.head());
    let part = part && !group("seen alone").contains(&found.head());
    let plain = !part && found.owner.is_none() && found.of.is_none() && found.name.is_none() && found.is_harmless();
    let is_counted = matches!(found.determiner, Determiner::Any | Determiner::Number(_));
    let told = if none {
        format!("no {}", found.bare(found.plural))
    } else if is_counted {
        found.told()
    } else {
        found.bare(found.plural)
    };
    (seen && plain).then(|| (format!("{told}{where_}"), end))
}

/// ` on her head`, ` in his hair`: where somebody has what is seen of them.
fn on_body(text: &Text, at: usize) -> Option<(String, usize)> {
    const PARTS: [&str; 12] =
        ["head", "hair", "ear", "ears", "neck", "nose", "arm", "arms", "shoulder", "shoulders", "forehead", "back"];
    let known = text.is_one_of(at, &["on", "in", "around", "behind", "over"])
        && text.is_one_of(at + 1, &["her", "his", "their", "its"])
        && text.is_one_of(at + 2, &PARTS);
    known.then(|| (format!(" {}", text.joined(at, 3)), at + 3))
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
            "with only",
            "with just",
            "has only",
            "only has",
            "who only has",
            "that only has",
            "who walks with",
            "walks with",
            "that has got",
            "who have",
            "have",
            "dressed in",
            "wears her",
            "wears his",
            "with her",
            "with his",
            "with its",
        ],
    )
    .filter(|end| !is_adjective(text.word(*end)) || part(text, *end).is_some())
}
