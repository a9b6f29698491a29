//! Lines that do not suit where and when a page plays: no hedge under the sea, no postman at midnight.
//!
//! The words are in `tales/unsuited.txt`. A meeting's lines are written for its place and are not asked.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::marks::{Marks, Moment};
use crate::domain::TimeOfDay;

static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("tales/unsuited.txt").lines().filter_map(|line| line.split_once(": "));
    lines.map(|(name, words)| (name, words.split(", ").collect())).collect()
});

/// Whether a text, with the marks of its line and of its beat, suits a page's place and hour.
pub(super) fn suits(text: &str, line: &Marks, beat: &Marks, moment: Moment) -> bool {
    let of_hour = if moment.hour == TimeOfDay::Night { "night" } else { "" };
    let says_place = line.say_place() || beat.say_place();
    let says_hour = line.say_hour() || beat.say_hour();
    (says_place || !holds(text, moment.surroundings.name())) && (says_hour || !holds(text, of_hour))
}

fn holds(text: &str, name: &str) -> bool {
    let Some(words) = WORDS.get(name) else { return false };
    let told = text.split(|letter: char| !letter.is_alphanumeric());
    told.into_iter().any(|word| words.contains(word.to_lowercase().as_str()))
}
