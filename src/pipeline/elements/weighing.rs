//! What scenes say by a list, as their words weigh: see [`super::reading`].

use super::phrase::places_of;
use super::reading::{OPENING, Reading, TOLD};

/// What the newest scene that says anything says, or had planned to. `planned` is told each scene's place in the story.
pub(super) fn newest<T: Copy + PartialEq>(
    scenes: &[Reading],
    table: &[(T, Vec<&'static str>)],
    planned: impl Fn(usize) -> Option<T>,
) -> Option<T> {
    let of_one = |(at, scene): (usize, &Reading)| match planned(at) {
        Some(plan) => Some(contradiction(scene, table, plan).unwrap_or(plan)),
        None => strongest(scene, table),
    };
    scenes.iter().enumerate().rev().find_map(of_one)
}

/// What the scene clearly says instead of what was planned: the words that set it do, and none names the plan.
fn contradiction<T: Copy + PartialEq>(scene: &Reading, table: &[(T, Vec<&'static str>)], plan: T) -> Option<T> {
    let found = weighed(scene, table);
    let is_named = found.iter().any(|((weight, _), meaning)| *meaning == plan && *weight >= TOLD);
    let ((weight, _), meaning) = heaviest(found)?;
    (!is_named && weight >= OPENING).then_some(meaning)
}

/// The meaning with the most weight in the scene; of equals the one said last, because scenes end where they went.
/// A longer entry weighs more, so that `the wind lay down` is no wind.
pub(super) fn strongest<T: Copy>(scene: &Reading, table: &[(T, Vec<&'static str>)]) -> Option<T> {
    heaviest(weighed(scene, table)).map(|(_, meaning)| meaning)
}

/// How much a meaning weighs in a scene, and where it is said last.
type Weight = (usize, usize);

fn heaviest<T>(found: Vec<(Weight, T)>) -> Option<(Weight, T)> {
    found.into_iter().max_by_key(|(weight, _)| *weight)
}

/// Every meaning that the scene says anything of.
fn weighed<T: Copy>(scene: &Reading, table: &[(T, Vec<&'static str>)]) -> Vec<(Weight, T)> {
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
    let of_meaning = |(meaning, list): &(T, Vec<&'static str>)| {
        let hits: Vec<(usize, usize)> = list.iter().flat_map(|entry| hits_of(entry)).collect();
        let last = hits.iter().map(|(_, at)| *at).max()?;
        Some(((hits.iter().map(|(weight, _)| weight).sum::<usize>(), last), *meaning))
    };
    table.iter().filter_map(of_meaning).collect()
}

/// Whether a scene says an entry of its own day, and does not deny it.
pub(super) fn is_said(scene: &Reading, entry: &str) -> bool {
    !said_at(scene, entry).is_empty()
}

/// Where a scene says an entry of its own day, and does not deny it.
pub(super) fn said_at(scene: &Reading, entry: &str) -> Vec<usize> {
    let mut places = places_of(&scene.words, entry);
    places.retain(|at| scene.weights[*at] > 0 && !is_denied(&scene.words, *at));
    places
}

/// `no rain`, `without a cloud`, `forgot to be sad`: what is not there. `Never so happy` is as happy as can be.
pub(super) fn is_denied(words: &[String], at: usize) -> bool {
    let is_small = |word: &String| SMALL.contains(&word.as_str());
    let before: Vec<&String> = words[..at].iter().rev().take_while(|word| is_small(word)).collect();
    let Some(denier) = at.checked_sub(before.len() + 1).map(|place| words[place].as_str()) else { return false };
    let is_praise = denier == "never" && before.iter().any(|word| *word == "so");
    // *stopped crying*, and not *stopped at the mill*
    let is_stop = denier == "stopped" && before.is_empty();
    is_stop || DENIERS.contains(&denier) && !is_praise
}

/// Words that deny what comes next, the first halves of `isn't` and others among them.
const DENIERS: [&str; 18] = [
    "no", "not", "never", "without", "neither", "nor", "nobody", "nothing", "hardly", "forgot", "isn", "aren", "wasn",
    "weren", "didn", "don", "doesn", "instead",
];
/// Words that may stand between.
const SMALL: [&str; 21] = [
    "a", "an", "any", "the", "more", "yet", "t", "of", "longer", "so", "be", "being", "to", "was", "were", "feel",
    "feeling", "even", "bit", "little", "really",
];
