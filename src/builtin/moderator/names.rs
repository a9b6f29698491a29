//! What can be a name: in other letters than Latin ones by its shape and a short list of what is none, in Latin ones
//! by a list of what nobody should be called.

use std::collections::HashSet;

use unicode_security::mixed_script::AugmentedScriptSet;

use super::fold::Token;
use super::lexicon::lines;
use super::script::{foreign_words, has_other_signs, words};

/// Words of one name.
const WORDS: usize = 4;
/// Words of a name that is rude: what is longer tells of something.
const RUDE: usize = 3;
/// Characters of one word of a name: *Αλεξάνδρα* has nine, some Thai names twenty.
const LONGEST: usize = 24;
/// Characters of one word that each stand for a syllable or more, in a field for a name and in a sentence.
const LONGEST_OF_SYLLABLES: (usize, usize) = (8, 5);
/// Words in other letters that a theme may hold: two names, or three.
const NAMED: usize = 6;

/// What is no name.
#[derive(Debug)]
pub struct Names {
    refused: HashSet<&'static str>,
    rude: HashSet<&'static str>,
}

impl Names {
    /// Reads the list that is built in.
    pub fn built_in() -> Self {
        let words = |list: &'static str| lines(list).flat_map(str::split_whitespace).collect();
        Self {
            refused: words(include_str!("words/names_refused.txt")),
            rude: words(include_str!("words/names_rude.txt")),
        }
    }

    /// Whether a short name says something that nobody should be called.
    pub fn are_rude(&self, name: &[Token]) -> bool {
        let is_rude = |token: &Token| token.readings.iter().any(|word| self.rude.contains(word.as_str()));
        name.len() <= RUDE && name.iter().any(is_rude)
    }

    /// Whether a text holds a word that may be shown in no script.
    pub fn refuses(&self, text: &str) -> bool {
        !text.is_ascii() && foreign_words(text).any(|word| self.refused.contains(word.to_lowercase().as_str()))
    }
}

/// Whether a text can be read as a name.
pub fn is_name(text: &str) -> bool {
    let foreign: Vec<&str> = foreign_words(text).collect();
    !has_other_signs(text)
        && foreign.len() <= WORDS
        && are_of_one_script(&foreign)
        && are_short(&foreign, LONGEST_OF_SYLLABLES.0)
}

/// Whether what a theme says in other letters can be read as names in an English sentence.
pub fn are_names_in(theme: &str) -> bool {
    let foreign: Vec<&str> = foreign_words(theme).collect();
    let latin = words(theme).filter(|word| word.chars().count() > 1).count()
        - foreign.iter().filter(|word| word.chars().count() > 1).count();
    let is_sentence = foreign.is_empty() || (latin >= foreign.len() && foreign.len() <= NAMED);
    !has_other_signs(theme) && is_sentence && are_of_one_script(&foreign) && are_short(&foreign, LONGEST_OF_SYLLABLES.1)
}

fn are_of_one_script(words: &[&str]) -> bool {
    let is_of_one = |word: &&str| {
        let mut scripts = AugmentedScriptSet::default();
        word.chars().for_each(|character| scripts.intersect_with(AugmentedScriptSet::for_char(character)));
        !scripts.is_empty()
    };
    words.iter().all(is_of_one)
}

fn are_short(words: &[&str], syllables: usize) -> bool {
    let is_short = |word: &&str| {
        let is_of_syllables = word.chars().any(stands_for_syllable);
        word.chars().count() <= if is_of_syllables { syllables } else { LONGEST }
    };
    words.iter().all(is_short)
}

/// Chinese characters and Korean syllables.
fn stands_for_syllable(character: char) -> bool {
    matches!(character, '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{20000}'..='\u{3ffff}')
}
