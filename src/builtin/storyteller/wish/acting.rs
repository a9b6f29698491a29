//! Whether somebody is told of: who lives, and a thing where a wish says what it does (`a pencil who ...`).

use super::inflection::Form;
use super::lexicon::{group, is_adjective, is_function, noun_at, verbs_at};
use super::noun_phrase::phrase;
use super::phrase::{Determiner, Phrase};
use super::text::Text;

/// Kinds of things that are a hero only where a wish says what they do: `a pencil who ...`.
pub(super) const MAY_ACT: [&str; 10] =
    ["place", "nature", "food", "toy", "vehicle", "music", "clothes", "home", "weather", "space"];

/// Whether somebody is told of who lives or acts; who `is_joined` to others acts with them.
pub(super) fn acts(text: &Text, found: &Phrase, is_joined: bool) -> bool {
    let owned = matches!(found.determiner, Determiner::Theirs | Determiner::Mine) && found.is_any(&["toy", "vehicle"]);
    if found.is_being() && !(owned && found.name.is_none() && found.is_any(&["machine"])) {
        return true;
    }
    let beside = text.word(found.end) == "and"
        && phrase(text, found.end + 1).is_some_and(|next| !next.is_being() && acts(text, &next, true));
    let told_of = beside
        || text.is_one_of(found.end, &["who", "whose", "named", "called", "which", "that"])
        || found.adjectives.iter().any(|adjective| group("felt").contains(&adjective.as_str()))
        || says_deed(text, found.end, found.plural)
        || is_joined && says_deed(text, found.end, true);
    let told_of = told_of || are_two_things(text, found) || looks_like_deed(text, found);
    let able = found.unknown.is_some() || found.is_any(&MAY_ACT);
    able && told_of && (found.determiner != Determiner::Bare || found.is_any(&["nature"]))
}

/// `a cupcake and a banana`, and nothing else.
fn are_two_things(text: &Text, found: &Phrase) -> bool {
    let is_one = |thing: &Phrase| {
        let is_the = thing.determiner == Determiner::The && thing.is_any(&["nature", "weather", "space"]);
        (thing.determiner == Determiner::Any || is_the) && !thing.is_being()
    };
    let other = |at: usize| phrase(text, at).filter(|other| is_one(other));
    let first = found.start == 0
        && text.word(found.end) == "and"
        && other(found.end + 1).is_some_and(|it| text.is_break(it.end));
    let second = found.start > 1
        && text.word(found.start - 1) == "and"
        && text.is_break(found.end)
        && other(0).is_some_and(|it| it.end + 1 == found.start);
    is_one(found) && (first || second)
}

/// `the sun oversleeps`: a word of no list that ends as what somebody does.
fn looks_like_deed(text: &Text, found: &Phrase) -> bool {
    let word = text.word(found.end);
    let unknown = noun_at(text, found.end).is_none() && !is_adjective(word) && !is_function(word);
    found.start == 0 && !found.plural && unknown && word.len() > 4 && word.ends_with('s') && !word.ends_with("ss")
}

pub(super) fn says_deed(text: &Text, at: usize, plural: bool) -> bool {
    text.is_one_of(at, &["is", "was", "wants", "wanted", "can", "has", "does", "did", "could", "are", "were", "tries"])
        || verbs_at(text, at).iter().any(|verb| match verb.form {
            Form::Third => !plural,
            Form::Past => true,
            Form::Base => plural,
            Form::Ing => false,
        })
}

/// Behind the one whom somebody takes along.
pub(super) fn taken(text: &Text, at: usize) -> Option<usize> {
    let myself = text.after_any(at, &["me", "us", "him", "her", "them"]).filter(|end| noun_at(text, *end).is_none());
    myself.or_else(|| phrase(text, at).filter(Phrase::is_being).map(|found| found.end))
}
