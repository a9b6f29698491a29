//! Lines that do not suit where and when a page plays: no hedge under the sea, no postman at midnight.
//!
//! The words are in `tales/unsuited.txt`. A meeting's lines are written for its place and are not asked.

use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use super::book::Line;
use super::marks::{Marks, Moment, Surroundings};
use crate::domain::TimeOfDay;

static WORDS: LazyLock<HashMap<&str, HashSet<&str>>> = LazyLock::new(|| {
    let lines = include_str!("tales/unsuited.txt").lines().filter_map(|line| line.split_once(": "));
    lines.map(|(name, words)| (name, words.split(", ").collect())).collect()
});

/// Whether a line of a beat with these marks suits a page's place and hour.
pub(super) fn suits(line: &Line, beat: &Marks, moment: Moment) -> bool {
    let of_place = match moment.surroundings {
        Surroundings::Underwater => "underwater",
        Surroundings::Space => "space",
        Surroundings::Underground => "underground",
        Surroundings::Indoors => "indoors",
        Surroundings::Mild | Surroundings::Cold | Surroundings::Arid => "",
    };
    let of_hour = if moment.hour == TimeOfDay::Night { "night" } else { "" };
    let says_place = line.marks.say_place() || beat.say_place();
    let says_hour = line.marks.say_hour() || beat.say_hour();
    (says_place || !holds(line, of_place)) && (says_hour || !holds(line, of_hour))
}

fn holds(line: &Line, name: &str) -> bool {
    let Some(words) = WORDS.get(name) else { return false };
    let told = line.text.split(|letter: char| !letter.is_alphanumeric());
    told.into_iter().any(|word| words.contains(word.to_lowercase().as_str()))
}
