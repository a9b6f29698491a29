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

/// Sections by what is done there.
static GROUNDS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let lines = include_str!("words/grounds.txt").lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| line.split_once(": "));
    read.flat_map(|(sections, words)| words.split(", ").map(move |word| (word, sections.split(' ').collect())))
        .collect()
});

fn sections(list: &'static str) -> HashMap<&'static str, &'static str> {
    let lines = list.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    lines.flat_map(|(section, words)| words.split(", ").map(move |word| (word, section))).collect()
}

/// Where something is done of which nothing else is said, by the first of its words: fishing by a river, football on
/// its field. One of several, the same for the same deed.
pub(super) fn ground(matter: &str) -> Option<&'static str> {
    let text = Text::of(matter);
    let named =
        (0..text.len()).find_map(|at| (1..=3).rev().find_map(|count| GROUNDS.get(text.joined(at, count).as_str())));
    let sections: Vec<&'static str> = named.into_iter().flatten().copied().collect();
    sections.get(matter.len() % sections.len().max(1)).copied().filter(|section| PLACES.contains_key(section))
}

/// Where somebody is at home of whom nothing else is said; `None` for those who may live anywhere.
pub(in crate::builtin::storyteller) fn home(noun: &str) -> Option<&'static str> {
    HOMES.get(noun.to_lowercase().as_str()).copied().filter(|section| PLACES.contains_key(section))
}

/// The first place that the wish names behind a word such as `in`.
pub(super) fn place(text: &Text) -> Option<&'static str> {
    (0..text.len())
        .filter(|at| group("leads to place").contains(&text.word(*at)))
        .filter(|at| {
            !(text.word(*at) == "over" && (1..3).any(|on| text.is_one_of(at + on, &["moon", "sun", "clouds"])))
        })
        .find_map(|at| Some((at, section_near(text, at + 1)?)))
        // `over the sea`, `by the sea`: on its shore, and not in it
        .map(|(at, section)| {
            let is_beside = text.is_one_of(at, &["over", "by", "near", "at", "to", "from", "of", "across"]);
            if section == "underwater" && is_beside && text.word(at + 1) != "bottom" && text.word(at + 2) != "bottom" {
                "beach"
            } else {
                section
            }
        })
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
