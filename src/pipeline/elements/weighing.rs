//! What scenes say by a list, as their words weigh: see [`super::reading`].

use super::phrase::places_of;
use super::reading::Reading;

/// What the newest scene that says anything says.
pub(super) fn newest<T: Copy>(scenes: &[Reading], table: &[(T, Vec<&'static str>)]) -> Option<T> {
    scenes.iter().rev().find_map(|scene| strongest(scene, table))
}

/// The meaning with the most weight in the scene; of equals the one said last, because scenes end where they went.
/// A longer entry weighs more, so that `the wind lay down` is no wind.
pub(super) fn strongest<T: Copy>(scene: &Reading, table: &[(T, Vec<&'static str>)]) -> Option<T> {
    let hits_of = |entry: &str| {
        let length = entry.split(' ').count();
        places_of(&scene.words, entry).into_iter().filter_map(move |at| {
            if is_denied(&scene.words, at) {
                return None;
            }
            let weight = scene.weights[at..at + length].iter().min().copied().filter(|weight| *weight > 0)?;
            Some((weight * length, at))
        })
    };
    table
        .iter()
        .filter_map(|(meaning, list)| {
            let hits: Vec<(usize, usize)> = list.iter().flat_map(|entry| hits_of(entry)).collect();
            let last = hits.iter().map(|(_, at)| *at).max()?;
            Some(((hits.iter().map(|(weight, _)| weight).sum::<usize>(), last), *meaning))
        })
        .max_by_key(|(weight, _)| *weight)
        .map(|(_, meaning)| meaning)
}

/// Whether a scene says an entry of its own day, and does not deny it.
pub(super) fn is_said(scene: &Reading, entry: &str) -> bool {
    places_of(&scene.words, entry).into_iter().any(|at| scene.weights[at] > 0 && !is_denied(&scene.words, at))
}

/// `no rain`, `without a cloud`: what is not there.
pub(super) fn is_denied(words: &[String], at: usize) -> bool {
    let denies = |word: &String| matches!(word.as_str(), "no" | "not" | "never" | "without" | "neither" | "nor");
    let is_small = |word: &String| {
        matches!(word.as_str(), "a" | "an" | "any" | "the" | "more" | "yet" | "t" | "of" | "longer" | "so")
    };
    let mut before = words[..at].iter().rev().skip_while(|word| is_small(word));
    before.next().is_some_and(|word| denies(word) || matches!(word.as_str(), "isn" | "wasn" | "didn" | "don" | "doesn"))
}
