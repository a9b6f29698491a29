//! How much each word of a scene counts for where and when it is: the first sentence sets the scene, speech tells of
//! elsewhere, and a comparison or another day is not there at all.

use super::phrase::{SENTENCE_END, places_of};
use super::words::SAYINGS;

/// A word of the first sentence.
pub(super) const OPENING: usize = 9;
/// A word of another sentence.
pub(super) const TOLD: usize = 2;
/// A word that somebody says.
pub(super) const SPOKEN: usize = 1;
/// A word of a comparison, or of another day.
const COMPARED: usize = 0;
/// How many words a comparison takes, as `like a little snow`, and again after an `of`.
const COMPARISON: usize = 3;

/// How many more of what somebody needs their time for: `as long as it takes to peel an egg`.
const TASK: usize = 4;

/// Behind these a full stop ends no sentence.
const TITLES: [&str; 6] = ["mr", "mrs", "ms", "dr", "st", "prof"];

/// A scene's words in lower case with its sentences' ends among them, and what each weighs.
pub(super) struct Reading {
    pub(super) words: Vec<String>,
    pub(super) weights: Vec<usize>,
}

impl Reading {
    fn end_sentence(&mut self) {
        if self.words.last().is_some_and(|word| word != SENTENCE_END) {
            self.words.push(SENTENCE_END.to_owned());
            self.weights.push(0);
        }
    }
}

pub(super) fn read(text: &str) -> Reading {
    let mut reading = Reading { words: Vec::new(), weights: Vec::new() };
    let (mut is_opening, mut is_spoken, mut sentence) = (true, false, 0);
    let mut word = String::new();
    for letter in text.chars().chain([' ']) {
        if letter.is_alphanumeric() {
            word.extend(letter.to_lowercase());
            continue;
        }
        if !word.is_empty() {
            reading.words.push(std::mem::take(&mut word));
            reading.weights.push(if is_spoken {
                SPOKEN
            } else if is_opening {
                OPENING
            } else {
                TOLD
            });
        }
        match letter {
            '"' => is_spoken = !is_spoken,
            '\u{201c}' => is_spoken = true,
            '\u{201d}' => is_spoken = false,
            '.' if reading.words.last().is_some_and(|word| TITLES.contains(&word.as_str())) => {}
            '.' | '!' | '?' => {
                is_opening = false;
                reading.end_sentence();
                pass_over_other_days(&mut reading, sentence);
                sentence = reading.words.len();
            }
            _ => {}
        }
    }
    pass_over_other_days(&mut reading, sentence);
    pass_over_comparisons(&mut reading);
    pass_over_sayings(&mut reading);
    reading
}

/// A sentence of yesterday, of a dream or of tomorrow says nothing of now.
fn pass_over_other_days(reading: &mut Reading, from: usize) {
    const OTHER_DAYS: [&str; 9] = [
        "yesterday",
        "tomorrow",
        "remembered",
        "remember",
        "dreamed",
        "dreamt",
        "imagined",
        "last night",
        "last winter",
    ];
    let sentence = format!(" {} ", reading.words[from..].join(" "));
    if OTHER_DAYS.iter().any(|word| sentence.contains(&format!(" {word} "))) {
        reading.weights[from..].fill(COMPARED);
    }
}

/// `like a string of little moons`, `as round as moons`.
fn pass_over_comparisons(reading: &mut Reading) {
    for at in 0..reading.words.len() {
        if !compares(&reading.words, at) {
            continue;
        }
        let mut end = at + 1 + COMPARISON;
        if reading.words.iter().take(end + 1).skip(at).any(|word| word == "of") {
            end += COMPARISON;
        }
        if (at..end).any(|index| takes_time(&reading.words, index)) {
            end += TASK;
        }
        let sentence = reading.words[at..].iter().position(|word| word == SENTENCE_END);
        let end = sentence.map_or(end, |length| end.min(at + length));
        for weight in reading.weights.iter_mut().take(end).skip(at) {
            *weight = COMPARED;
        }
    }
}

/// `with her head in the clouds`.
fn pass_over_sayings(reading: &mut Reading) {
    for saying in SAYINGS.iter() {
        let length = saying.split(' ').count();
        for at in places_of(&reading.words, saying) {
            reading.weights[at..at + length].fill(COMPARED);
        }
    }
}

fn compares(words: &[String], at: usize) -> bool {
    let before = |steps: usize| at.checked_sub(steps).map_or("", |index| words[index].as_str());
    match words[at].as_str() {
        "like" => !matches!(before(1), "i" | "you" | "we" | "they" | "would" | "d" | "not" | "t" | "to"),
        "as" => before(2) == "as",
        _ if takes_time(words, at) => true,
        _ => false,
    }
}

/// `it takes to`, as said of how long something is.
fn takes_time(words: &[String], at: usize) -> bool {
    let is = |index: usize, wanted: &str| words.get(index).is_some_and(|word| word == wanted);
    (is(at, "takes") || is(at, "took")) && at > 0 && is(at - 1, "it") && is(at + 1, "to")
}
