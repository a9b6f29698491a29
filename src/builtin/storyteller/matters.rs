//! When, in what weather and where that is which a story turns on: thunder is heard in a storm, the dark is there at
//! night, and a football match is played by day. The words are in `tales/matters.txt`.

use std::cmp::Reverse;
use std::sync::LazyLock;

use super::marks::{Marks, Way};
use super::subject::Subject;

/// The marks of a matter, and its words with a space at each side.
static MATTERS: LazyLock<Vec<(String, Marks)>> = LazyLock::new(|| {
    let lines = include_str!("tales/matters.txt").lines().filter(|line| line.starts_with('@'));
    let read = lines.filter_map(|line| line.split_once(": "));
    read.flat_map(|(marks, words)| words.split(", ").map(|word| (padded(word), Marks::read(marks).0))).collect()
});

/// Before a place, which says nothing of the hour.
const BEFORE_PLACE: [&str; 14] =
    ["on", "in", "at", "under", "to", "into", "with", "from", "over", "through", "by", "near", "around", "for"];

/// When and where a subject is there; no marks for what may be there at any time.
pub(super) fn of(subject: &Subject) -> Marks {
    let Some(said) = subject.text().map(padded) else { return Marks::default() };
    let named = BEFORE_PLACE.iter().filter_map(|word| said.find(&padded(word))).min().unwrap_or(said.len());
    let found = MATTERS.iter().filter_map(|(word, marks)| {
        let end = if word.trim().contains(' ') { said.len() } else { (named + 1).min(said.len()) };
        let many = format!("{}s ", word.trim_end());
        let at = said[..end].find(word).or_else(|| said[..end].find(&many))?;
        Some((at, Reverse(word.len()), marks))
    });
    let found = found.min_by_key(|(at, length, _)| (*at, *length)).map(|(_, _, marks)| marks.clone());
    // a journey may lead into the snow, and does not begin there
    let is_journey = matches!(subject, Subject::Journey(_));
    found.filter(|marks| !(is_journey && marks.are_told(Way::Winter))).unwrap_or_default()
}

/// Whole words in small letters, with a space at each side.
fn padded(text: &str) -> String {
    let lower = text.to_lowercase();
    let words: Vec<&str> =
        lower.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    format!(" {} ", words.join(" "))
}
