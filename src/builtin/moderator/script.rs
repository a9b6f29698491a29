//! Letters of a script that the lists cannot read.

use unicode_properties::{GeneralCategory, GeneralCategoryGroup, UnicodeGeneralCategory};
use unicode_security::mixed_script::AugmentedScriptSet;

use super::letters::plain_letters;

/// Whether a text holds a word that is written in another script than Latin. A foreign letter that stands in for a
/// Latin one inside a Latin word is a disguise, which the lists have read already.
pub fn has_unknown(text: &str) -> bool {
    !text.is_ascii()
        && text.split(|character: char| character.is_whitespace() || character.is_ascii_punctuation()).any(is_unknown)
}

fn is_unknown(word: &str) -> bool {
    let is_disguised = || word.chars().any(|character| character.is_alphabetic() && is_latin(character));
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
        _ => !is_latin(character),
    }
}

/// Latin, or of no script in particular: marks, digits, symbols, emoji.
fn is_latin(character: char) -> bool {
    let mut scripts = AugmentedScriptSet::for_char(character);
    scripts.intersect_with(AugmentedScriptSet::for_char('a'));
    !scripts.is_empty()
}
