//! The lists of `words/`, read once: which words mean which place, time of day, weather, clouds, mood and thing.

use std::str::FromStr;
use std::sync::LazyLock;

use super::list::entries;
use crate::domain::{Clouds, Mood, Place, TimeOfDay, Weather};

/// Meanings, and the words for each.
pub(super) type List<T> = LazyLock<Vec<(T, Vec<&'static str>)>>;

pub(super) static PLACES: List<Place> = LazyLock::new(|| read(include_str!("words/places.txt")));
pub(super) static TIMES: List<TimeOfDay> = LazyLock::new(|| read(include_str!("words/times.txt")));
pub(super) static WEATHERS: List<Weather> = LazyLock::new(|| read(include_str!("words/weathers.txt")));
pub(super) static CLOUDS: List<Clouds> = LazyLock::new(|| read(include_str!("words/clouds.txt")));
pub(super) static MOODS: List<Mood> = LazyLock::new(|| read(include_str!("words/moods.txt")));
/// Things that can be drawn.
pub(super) static THINGS: LazyLock<Vec<Thing>> = LazyLock::new(|| {
    let told = |name: &'static str, word: &'static str| match word.strip_prefix('=') {
        Some(own) => (own.to_lowercase(), own),
        None => (word.to_lowercase(), name),
    };
    let thing = |name, words: Vec<_>| Thing { name, words: words.into_iter().map(|word| told(name, word)).collect() };
    entries(include_str!("words/things.txt")).map(|(name, words)| thing(name, words)).collect()
});
/// Turns of phrase whose words are no things.
pub(super) static FIGURES_OF_SPEECH: LazyLock<Vec<&str>> = LazyLock::new(|| phrases("figure"));
/// What is said of things that are not there.
pub(super) static ABSENCES: LazyLock<Vec<(&str, Vec<&str>)>> =
    LazyLock::new(|| entries(include_str!("words/absences.txt")).collect());
/// Turns of phrase that say nothing of the scene.
pub(super) static SAYINGS: LazyLock<Vec<&str>> = LazyLock::new(|| phrases("saying"));

/// A thing that can be drawn.
pub(super) struct Thing {
    pub(super) name: &'static str,
    /// Each word for it, in lower case, and what it is told as.
    pub(super) words: Vec<(String, &'static str)>,
}

/// Kinds of those who may be of one family.
pub(super) static RELATIVES: LazyLock<Vec<&str>> =
    LazyLock::new(|| entries(include_str!("words/relatives.txt")).flat_map(|(_, words)| words).collect());

/// Words that speak of more than one hero.
pub(super) const PLURAL_PRONOUNS: &[&str] =
    &["they", "them", "their", "together", "both", "friends", "everyone", "everybody", "we", "us"];

fn phrases(kind: &str) -> Vec<&'static str> {
    let lines = entries(include_str!("words/figures.txt"));
    lines.filter(|(meaning, _)| *meaning == kind).flat_map(|(_, words)| words).collect()
}

/// Lines of one meaning belong together.
fn read<T: FromStr>(list: &'static str) -> Vec<(T, Vec<&'static str>)> {
    let mut lines: Vec<(&str, Vec<&str>)> = Vec::new();
    for (meaning, words) in entries(list) {
        match lines.iter_mut().find(|(known, _)| *known == meaning) {
            Some((_, all)) => all.extend(words),
            None => lines.push((meaning, words)),
        }
    }
    let parse = |meaning: &str| meaning.parse().unwrap_or_else(|_| panic!("no picture knows the {meaning} of a list"));
    lines.into_iter().map(|(meaning, words)| (parse(meaning), words)).collect()
}
