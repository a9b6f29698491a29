//! What a model planned of a scene, as values that we know. Its words are read and dropped: what none of our lists
//! knows says nothing, and no word of it comes to a painter, a critic or a reader.

use std::str::FromStr;

use super::find::named;
use super::mood::said;
use super::phrase::words_of;
use super::reading::read;
use super::weighing::strongest;
use super::words::{PLACES, TIMES};
use crate::domain::{Character, PlannedScene};
use crate::pipeline::metadata::RawPlannedScene;

/// Letters of an answer that are read: a place or a name is short, a longer text is none.
const READ: usize = 80;
/// Somebodies of a scene who are looked for.
const MOST_NAMES: usize = 16;

/// Planned scenes as far as they say something that we know, each at its place.
pub(crate) fn planned(raw: &[RawPlannedScene], cast: &[Character]) -> Vec<PlannedScene> {
    raw.iter().map(|scene| of_one(scene, cast)).collect()
}

fn of_one(raw: &RawPlannedScene, cast: &[Character]) -> PlannedScene {
    let (place, time, feeling) = (beginning(&raw.place), beginning(&raw.time), beginning(&raw.feeling));
    let mut heroes = Vec::new();
    for who in raw.who.iter().take(MOST_NAMES) {
        heroes.extend(somebody(&words_of(&beginning(who)), cast).filter(|index| !heroes.contains(index)));
    }
    PlannedScene {
        place: exactly(&place).or_else(|| strongest(&read(&place), &PLACES)),
        time: exactly(&time).or_else(|| strongest(&read(&time), &TIMES)),
        mood: exactly(&feeling).or_else(|| said(&read(&feeling))),
        heroes,
    }
}

fn beginning(text: &str) -> String {
    text.chars().take(READ).collect()
}

/// `a fire station` is the value `FireStation`.
fn exactly<T: FromStr>(text: &str) -> Option<T> {
    let words = words_of(text).into_iter().filter(|word| !matches!(word.as_str(), "a" | "an" | "the"));
    let value: String = words.flat_map(|word| capitalised(&word)).collect();
    value.parse().ok()
}

fn capitalised(word: &str) -> Vec<char> {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

/// Whom of the cast these words mean: by name or kind, or by a part of a name that is theirs alone.
fn somebody(words: &[String], cast: &[Character]) -> Option<usize> {
    let by_name = cast.iter().position(|sheet| named(words, sheet, cast).is_some());
    by_name.or_else(|| {
        let has_all = |sheet: &&Character| words.iter().all(|word| words_of(&sheet.name).contains(word));
        let mut partly = cast.iter().enumerate().filter(|(_, sheet)| has_all(sheet));
        let (index, _) = partly.next().filter(|_| !words.is_empty())?;
        partly.next().is_none().then_some(index)
    })
}
