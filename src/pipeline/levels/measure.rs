//! Measures a page. Words of the wish and names are known to whoever asked for the story.

use std::collections::HashSet;

use serde::Serialize;

use super::Band;
use super::vocabulary::is_known;
use crate::domain::{AgeGroup, Outline, StoryRequest};
use crate::pipeline::metadata;

/// What a page has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    pub words: u32,
    /// On an average, rounded up.
    pub words_a_sentence: u32,
    /// Of a hundred words; 0 in another language than English, of which no list is there.
    pub unknown_percent: u32,
}

/// A page that misses its band by far, for whoever writes it anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misfit {
    pub level: Level,
    pub age_group: AgeGroup,
}

/// Languages that part no words by spaces: nothing is counted in them.
const UNSPACED: [&str; 6] = ["zh", "ja", "th", "lo", "km", "my"];

impl Level {
    /// Of a page in this story; `None` where its language parts no words.
    #[must_use]
    pub fn of(text: &str, outline: &Outline, request: &StoryRequest) -> Option<Self> {
        let language = request.language.split('-').next().unwrap_or_default().to_ascii_lowercase();
        if UNSPACED.contains(&language.as_str()) {
            return None;
        }
        let words = metadata::word_count(text).max(1);
        let sentences = metadata::sentence_ends(&format!("{text} ")).count().max(1);
        let sentences = u32::try_from(sentences).unwrap_or(u32::MAX);
        let unknown_percent = if language == "en" { unknown_percent(text, outline, request) } else { 0 };
        Some(Self { words, words_a_sentence: words.div_ceil(sentences), unknown_percent })
    }
}

/// The page's figures, where they miss the band of its readers by far: half of the least or nearly twice the most.
#[must_use]
pub fn misfit(text: &str, outline: &Outline, request: &StoryRequest) -> Option<Misfit> {
    let level = Level::of(text, outline, request)?;
    let band = Band::of(request.age_group);
    let is_off = level.words * 2 < *band.words.start()
        || level.words * 4 > *band.words.end() * 7
        || level.words_a_sentence * 2 > band.words_a_sentence * 3
        || level.unknown_percent * 2 > band.unknown_percent * 3;
    is_off.then_some(Misfit { level, age_group: request.age_group })
}

fn unknown_percent(text: &str, outline: &Outline, request: &StoryRequest) -> u32 {
    let own = own_words(outline, request);
    let (mut all, mut unknown, mut starts) = (0, 0, true);
    for token in text.split_whitespace() {
        let word: String = token.chars().filter(|letter| letter.is_alphabetic() || *letter == '\'').collect();
        let is_name = !starts && word.starts_with(char::is_uppercase);
        starts = token.ends_with(['.', '!', '?', ':', '"', '\u{201c}', '\u{201d}']) || token.ends_with(".\u{201d}");
        let word = word.trim_matches('\'').to_lowercase();
        let word = word.split('\'').next().unwrap_or_default();
        if word.is_empty() {
            continue;
        }
        all += 1;
        unknown += u32::from(!is_name && !own.contains(word) && !is_known(word, request.age_group));
    }
    unknown * 100 / u32::max(all, 1)
}

/// The words by which this story is known to its reader.
fn own_words(outline: &Outline, request: &StoryRequest) -> HashSet<String> {
    let of_cast = outline.characters.iter().flat_map(|hero| [hero.name.as_str(), &hero.kind, &hero.look]);
    let texts = of_cast.chain([request.theme.as_str()]);
    let words = texts.flat_map(|text| text.split(|letter: char| !letter.is_alphabetic()));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}
