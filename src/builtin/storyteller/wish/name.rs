//! Names: those of the lists, those with a capital letter, those behind `named`, in any script.

use super::lexicon::{group, is_adjective, is_function, is_no_name, name_at, noun_at, pronoun_of_name, verbs_at};
use super::text::Text;
use crate::builtin::storyteller::english::capitalised;
use crate::builtin::storyteller::pronoun::Pronoun;

/// A name in a wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct FoundName {
    pub(super) name: String,
    /// `None` where the name does not say.
    pub(super) pronoun: Option<Pronoun>,
    pub(super) end: usize,
}

/// The longest name, in characters.
const LONGEST: usize = 40;

/// Whether a word means something of its own, and so is no name without a capital letter.
pub(super) fn is_known(text: &Text, at: usize) -> bool {
    let word = text.word(at);
    is_function(word) || is_adjective(word) || noun_at(text, at).is_some() || !verbs_at(text, at).is_empty()
}

/// A name where somebody may be named: `Mia`, `mia`, `Mr. Whiskers`, `Маша`.
pub(super) fn name(text: &Text, at: usize) -> Option<FoundName> {
    if let Some(titled) = titled(text, at) {
        return Some(titled);
    }
    if let Some((name, end)) = name_at(text, at)
        && !(name.is_word && noun_follows(text, end))
    {
        let pronoun = (name.pronoun != Pronoun::They).then_some(name.pronoun);
        let (name, end) = with_surname(text, name.written.to_owned(), end);
        return Some(FoundName { name, pronoun, end });
    }
    if !looks_like_name(text, at) {
        return None;
    }
    let (name, end) = with_surname(text, text.typed(at).to_owned(), at + 1);
    bounded(FoundName { pronoun: said_by_name(&name), name, end })
}

/// `Mr Nibbles`, `sir hops`.
fn titled(text: &Text, at: usize) -> Option<FoundName> {
    if !group("titles").contains(&text.word(at)) || text.is_break(at + 1) {
        return None;
    }
    let rest = told_name(text, at + 1)?;
    let pronoun = match text.word(at).trim_end_matches('.') {
        "mr" | "mister" | "sir" => Some(Pronoun::He),
        "mrs" | "ms" | "miss" => Some(Pronoun::She),
        _ => rest.pronoun,
    };
    let title = capitalised(text.typed(at));
    Some(FoundName { name: format!("{title} {}", rest.name), pronoun, end: rest.end })
}

/// A name behind `named` or `called`, whatever the word means otherwise.
pub(super) fn told_name(text: &Text, at: usize) -> Option<FoundName> {
    if let Some(titled) = titled(text, at) {
        return Some(titled);
    }
    if let Some((found, end)) = name_at(text, at) {
        let pronoun = (found.pronoun != Pronoun::They).then_some(found.pronoun);
        let (name, end) = with_surname(text, found.written.to_owned(), end);
        return bounded(FoundName { name, pronoun, end });
    }
    let word = text.typed(at);
    if !word.starts_with(char::is_alphabetic) || is_function(text.word(at)) && !text.is_capital(at) {
        return None;
    }
    let (name, end) = with_surname(text, capitalised(word), at + 1);
    bounded(FoundName { pronoun: said_by_name(&name), name, end })
}

fn said_by_name(name: &str) -> Option<Pronoun> {
    pronoun_of_name(name).filter(|pronoun| *pronoun != Pronoun::They)
}

fn bounded(found: FoundName) -> Option<FoundName> {
    (found.name.chars().count() <= LONGEST).then_some(found)
}

/// `Rose garden`: a noun behind a name that is a word makes it one.
fn noun_follows(text: &Text, at: usize) -> bool {
    !text.is_capital(at) && !is_function(text.word(at)) && noun_at(text, at).is_some() && verbs_at(text, at).is_empty()
}

/// Further words with a capital letter, and of other scripts.
fn with_surname(text: &Text, mut name: String, mut end: usize) -> (String, usize) {
    let mut words = 1;
    while words < 3 && looks_like_name(text, end) {
        name = format!("{name} {}", text.typed(end));
        end += 1;
        words += 1;
    }
    (name, end)
}

/// A capital letter, or a script without them, on a word that means nothing else.
pub(super) fn looks_like_name(text: &Text, at: usize) -> bool {
    if text.is_one_of(
        at,
        &[
            "die", "der", "das", "ein", "eine", "le", "la", "les", "un", "une", "el", "los", "las", "il", "lo", "uma",
            "het", "een",
        ],
    ) {
        return false;
    }
    let typed = text.typed(at);
    if is_no_name(typed) {
        return false;
    }
    let foreign = typed.chars().next().is_some_and(|letter| letter.is_alphabetic() && !is_latin(letter));
    let letters =
        typed.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '\'') || !letter.is_ascii());
    letters && (foreign || typed.chars().count() > 1 && text.is_capital(at) && !is_known(text, at))
}

const fn is_latin(letter: char) -> bool {
    matches!(letter, '\u{0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}')
}
