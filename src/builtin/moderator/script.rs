//! Words in letters of another script than Latin.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_security::mixed_script::AugmentedScriptSet;

use super::letters::plain_letters;

/// Whether every word is written in Latin letters. A foreign letter that stands in for a Latin one inside a Latin word
/// is a disguise, which the lists have read already.
pub fn is_latin(text: &str) -> bool {
    text.is_ascii() || (!has_other_signs(text) && foreign_words(text).next().is_none())
}

/// The same, but for words that stand in these texts too.
pub fn is_latin_but_for(text: &str, others: &[&str]) -> bool {
    text.is_ascii() || (!has_other_signs(text) && foreign_words(text).all(|word| stands_in(word, others)))
}

/// Whether a word stands in one of these texts, whatever its letters' case.
pub fn stands_in(word: &str, texts: &[&str]) -> bool {
    texts.iter().any(|text| words(text).any(|other| other.to_lowercase() == word.to_lowercase()))
}

/// The words in other letters than Latin ones.
pub fn foreign_words(text: &str) -> impl Iterator<Item = &str> {
    words(text).filter(|word| is_foreign_word(word))
}

/// Whether a text holds what is no letter, and of another script: digits, or signs for the blind.
pub fn has_other_signs(text: &str) -> bool {
    text.chars().any(|character| !is_part(character) && is_foreign(character))
}

/// What a name could be made of: letters and marks in a row.
pub fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|character| !is_part(character)).filter(|word| !word.is_empty())
}

/// A letter, a mark on one, or a joiner between two.
fn is_part(character: char) -> bool {
    let is_mark = character.general_category_group() == GeneralCategoryGroup::Mark;
    character.is_alphabetic() || is_mark || matches!(character, '\u{200c}' | '\u{200d}')
}

fn is_foreign_word(word: &str) -> bool {
    if word.is_ascii() {
        return false;
    }
    let is_disguised = || word.chars().any(|character| character.is_alphabetic() && is_latin_letter(character));
    let stands_in = |character: char| plain_letters(character).is_some();
    word.chars().filter(|&character| is_foreign(character)).any(|character| !stands_in(character) || !is_disguised())
}

fn is_foreign(character: char) -> bool {
    if character.is_ascii() {
        return false;
    }
    match character.general_category_group() {
        GeneralCategoryGroup::Punctuation | GeneralCategoryGroup::Separator => false,
        _ if character.general_category() == GeneralCategory::DecimalNumber => plain_letters(character).is_none(),
        _ => !is_latin_letter(character),
    }
}

/// Latin, or of no script in particular: marks, digits, symbols, emoji.
fn is_latin_letter(character: char) -> bool {
    let mut scripts = AugmentedScriptSet::for_char(character);
    scripts.intersect_with(AugmentedScriptSet::for_char('a'));
    !scripts.is_empty()
}
