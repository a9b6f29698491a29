//! Where a wish says that the story plays: a section of `tales/places.txt`.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lexicon::{group, noun};
use super::text::Text;
use crate::builtin::storyteller::places::PLACES;

/// Sections by the words that lead there.
static SECTIONS: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| sections(include_str!("words/places.txt")));
/// Sections by those who live there.
static HOMES: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| sections(include_str!("words/homes.txt")));

fn sections(list: &'static str) -> HashMap<&'static str, &'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    lines.flat_map(|(section, words)| words.split(", ").map(move |word| (word, section))).collect()
}

/// Where somebody is at home of whom nothing else is said; `None` for those who may live anywhere.
pub(super) fn home(noun: &str) -> Option<&'static str> {
    HOMES.get(noun.to_lowercase().as_str()).copied().filter(|section| PLACES.contains_key(section))
}

/// The first place that the wish names behind a word such as `in`.
pub(super) fn place(text: &Text) -> Option<&'static str> {
    (0..text.len())
        .filter(|at| group("leads to place").contains(&text.word(*at)))
        .find_map(|at| section_near(text, at + 1))
}

/// The section of the first place within the next words: `in a big dark forest`.
fn section_near(text: &Text, at: usize) -> Option<&'static str> {
    (at..at + 4)
        .take_while(|near| !text.is_break(*near) && !matches!(text.word(*near), "and" | "who" | "that" | "with" | "of"))
        .find_map(|near| (1..=3).rev().find_map(|count| section(&text.joined(near, count))))
}

/// The section of a place.
pub(super) fn section(words: &str) -> Option<&'static str> {
    let singular = || noun(words).map(|(noun, _)| noun.written.to_lowercase());
    let section = SECTIONS.get(words).or_else(|| SECTIONS.get(singular()?.as_str()))?;
    PLACES.contains_key(section).then_some(*section)
}
