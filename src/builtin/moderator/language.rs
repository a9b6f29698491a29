//! Tells a theme in another language from an English one with foreign words in it.
//!
//! By small words: a sentence of a few words holds several of them, while detectors by letters (whatlang was tried)
//! leave two out of three themes open. One word among others is never enough: *hasta la vista* is told.

use std::collections::{BTreeSet, HashSet};

use super::lexicon::lines;
use super::script::words;

/// Small words of one language that are enough in a theme of any length.
const MANY: usize = 3;

/// Small words by language.
#[derive(Debug)]
pub struct Languages {
    english: HashSet<&'static str>,
    /// Words of other languages that English wishes hold: *Abuela*, *Luna*, *piñata*.
    borrowed: HashSet<&'static str>,
    others: Vec<HashSet<&'static str>>,
}

impl Languages {
    /// Reads the lists that are built in: the first one is English, the second one is borrowed.
    pub fn built_in() -> Self {
        let list = |line: &'static str| line.split_whitespace().skip(2).collect();
        let mut all = lines(include_str!("words/languages.txt")).map(list);
        let english = all.next().expect("the list of English words comes first");
        let borrowed = all.next().expect("the list of borrowed words comes second");
        Self { english, borrowed, others: all.collect() }
    }

    /// Whether a theme is surely in another language than English. `is_english` knows more of its words.
    pub fn is_foreign(&self, theme: &str, is_english: impl Fn(&str) -> bool) -> bool {
        // a song repeats itself (*la la la*)
        let all: BTreeSet<String> = words(theme).map(str::to_lowercase).collect();
        let is_known = |word: &String| self.english.contains(word.as_str()) || is_english(word);
        let is_shared = |word: &String| word.len() == 1 || self.borrowed.contains(word.as_str()) || is_known(word);
        self.others.iter().any(|language| speaks(&all, language, is_known, is_shared))
    }
}

/// Whether words are of a language rather than of English. What both have, what English borrowed, and a single letter
/// is half of the evidence for the other.
fn speaks(
    all: &BTreeSet<String>,
    language: &HashSet<&str>,
    is_english: impl Fn(&String) -> bool,
    is_shared: impl Fn(&String) -> bool,
) -> bool {
    let (theirs, rest): (Vec<&String>, Vec<&String>) = all.iter().partition(|word| language.contains(word.as_str()));
    let shared = theirs.iter().filter(|word| is_shared(word)).count();
    let (own, english) = (theirs.len() - shared, rest.iter().filter(|word| is_english(word)).count());
    // a theme of two or three words must speak for it as a whole, and one word is a theme too (*dinosaurio*)
    let is_whole = own >= 1 && rest.is_empty();
    let is_many = own >= MANY || (english == 0 && 2 * theirs.len() >= all.len());
    is_whole || (own >= 2 && 2 * own + shared > 2 * english && is_many)
}
