//! Cries for help in scripts that no pattern reads: a child who types Russian or Japanese is answered with care before
//! anything is said of languages.
//!
//! Whoever writes so gets no story in any case, so that the lists in `words/help/scripts.txt` may hear too much.

use unicode_normalization::UnicodeNormalization;
use unicode_properties::{GeneralCategoryGroup, UnicodeGeneralCategory};

use super::lexicon::lines;
use super::script::foreign_words;

/// Sentences as groups of their words: one of each group must be there.
#[derive(Debug)]
pub struct Cries {
    sentences: Vec<Vec<Vec<String>>>,
}

impl Cries {
    /// Reads the list that is built in.
    pub fn built_in() -> Self {
        let group = |words: &str| words.split('|').map(plain).collect();
        let sentence = |line: &str| line.split_whitespace().map(group).collect();
        Self { sentences: lines(include_str!("words/help/scripts.txt")).map(sentence).collect() }
    }

    /// Whether a text cries for help in one of these scripts.
    pub fn are_heard_in(&self, text: &str) -> bool {
        if text.is_ascii() || foreign_words(text).next().is_none() {
            return false;
        }
        let text = plain(text);
        let holds = |group: &Vec<String>| group.iter().any(|word| text.contains(word));
        self.sentences.iter().any(|sentence| sentence.iter().all(holds))
    }
}

/// A text's letters and the marks that belong to them, without gaps, accents and what says how vowels sound.
fn plain(text: &str) -> String {
    let is_part = |character: &char| {
        let is_mark = character.general_category_group() == GeneralCategoryGroup::Mark;
        (character.is_alphabetic() || is_mark) && !is_accent(*character)
    };
    text.nfd().filter(is_part).flat_map(char::to_lowercase).collect()
}

/// Accents of European scripts, and the vowel signs of Hebrew and Arabic.
fn is_accent(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{655}')
}
