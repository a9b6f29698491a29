//! Tells a theme in another language from an English one with foreign words in it.
//!
//! By small words: a sentence of a few words holds several of them, while detectors by letters (whatlang was tried)
//! leave two out of three themes open. One word is never enough: *hasta la vista* is told.

use std::collections::{BTreeSet, HashSet};

use super::lexicon::lines;
use super::script::words;

/// Small words of one language that are enough in a theme of any length.
const MANY: usize = 3;

/// Small words by language.
#[derive(Debug)]
pub struct Languages {
    english: HashSet<&'static str>,
    others: Vec<HashSet<&'static str>>,
}

impl Languages {
    /// Reads the lists that are built in: the first one is English.
    pub fn built_in() -> Self {
        let list = |line: &'static str| line.split_whitespace().skip(2).collect();
        let mut all = lines(include_str!("words/languages.txt")).map(list);
        let english = all.next().expect("the list of English words comes first");
        Self { english, others: all.collect() }
    }

    /// Whether a theme is surely in another language than English. `is_english` knows more of its words.
    pub fn is_foreign(&self, theme: &str, is_english: impl Fn(&str) -> bool) -> bool {
        // a song repeats itself (*la la la*)
        let all: BTreeSet<String> = words(theme).map(str::to_lowercase).collect();
        let is_known = |word: &String| self.english.contains(word.as_str()) || is_english(word);
        self.others.iter().any(|language| speaks(&all, language, is_known))
    }
}

/// Whether words are of a language rather than of English. What both have, and a single letter, is no evidence for
/// English, and half of it for the other.
fn speaks(all: &BTreeSet<String>, language: &HashSet<&str>, is_english: impl Fn(&String) -> bool) -> bool {
    let (theirs, rest): (Vec<&String>, Vec<&String>) = all.iter().partition(|word| language.contains(word.as_str()));
    let shared = theirs.iter().filter(|word| word.len() == 1 || is_english(word)).count();
    let (own, english) = (theirs.len() - shared, rest.iter().filter(|word| is_english(word)).count());
    // two or three words must all speak for it
    let is_many = own >= MANY || (english == 0 && 2 * theirs.len() >= all.len());
    own >= 2 && 2 * own + shared > 2 * english && is_many
}
