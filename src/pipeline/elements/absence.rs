//! Things that a scene names and that are not there: lost, looked for, asked about, only wished for.

use super::phrase::{SENTENCE_END, places_of};
use super::words::ABSENCES;

/// Words that may stand between a phrase and the thing: `looked for her little red kite`.
const BETWEEN: usize = 4;
/// Words before which a thing is another one's: `wanted a boat with a flag`.
const PARTINGS: [&str; 12] =
    ["and", "but", "with", "in", "on", "at", "to", "until", "when", "because", "while", SENTENCE_END];

/// Whether the thing whose words stand there is said to be away, and not found by the scene's end.
pub(super) fn is_away(words: &[String], at: usize, length: usize) -> bool {
    let stands_before = |phrase: &str| {
        let long = phrase.split(' ').count();
        places_of(&words[..at], phrase).last().is_some_and(|start| {
            let between = &words[start + long..at];
            between.len() <= BETWEEN && !between.iter().any(|word| PARTINGS.contains(&word.as_str()))
        })
    };
    let behind = &words[at + length..];
    let stands_behind = |phrase: &str| places_of(behind, phrase).first().is_some_and(|start| *start == 0);
    let is_said = |kind: &str, stands: &dyn Fn(&str) -> bool| phrases(kind).any(stands);
    let is_away = is_said("before", &stands_before) || is_said("behind", &stands_behind);
    is_away && !phrases("found").any(|phrase| !places_of(behind, phrase).is_empty())
}

fn phrases(kind: &str) -> impl Iterator<Item = &'static str> {
    ABSENCES.iter().filter(move |(meaning, _)| *meaning == kind).flat_map(|(_, words)| words.iter().copied())
}
