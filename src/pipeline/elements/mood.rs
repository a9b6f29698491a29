//! How a page feels: sad words and merry ones weighed against each other, those of its end first.

use super::phrase::SENTENCE_END;
use super::reading::Reading;
use super::weighing::said_at;
use super::words::MOODS;
use crate::domain::{Mood, PlannedScene};

/// The mood of the last of the scenes.
pub(super) fn mood(scenes: &[Reading], planned: &[PlannedScene]) -> Mood {
    let Some((last, earlier)) = scenes.split_last() else { return Mood::Merry };
    let plan_of = |scene: usize| planned.get(scene).and_then(|plan| plan.mood);
    let was_sad = || {
        let says_so = |scene| !places(scene, Mood::Sad).is_empty();
        earlier.iter().enumerate().any(|(at, scene)| says_so(scene) || plan_of(at) == Some(Mood::Sad))
    };
    match (said(last), plan_of(earlier.len())) {
        // what is calm in words may be sad all the same
        (Some(Mood::Calm), Some(Mood::Sad)) => Mood::Sad,
        (Some(said), _) => said,
        (None, Some(planned)) => planned,
        (None, None) if was_sad() => Mood::Calm,
        (None, None) => Mood::Merry,
    }
}

/// What a scene's own words say of it, if anything: of one that is sad and merry at once, what it ends with, unless
/// more of it was otherwise.
pub(super) fn said(scene: &Reading) -> Option<Mood> {
    let [sad, merry, calm] = [Mood::Sad, Mood::Merry, Mood::Calm].map(|mood| places(scene, mood));
    let ends_a_sentence = |from: usize, to: usize| scene.words[from..to].iter().any(|word| word == SENTENCE_END);
    match (sad.last().copied(), merry.last().copied()) {
        (Some(_), None) => Some(Mood::Sad),
        (Some(tears), Some(smile)) if tears > smile && ends_a_sentence(smile, tears) && sad.len() >= merry.len() => {
            Some(Mood::Sad)
        }
        (Some(tears), Some(smile)) if smile > tears && ends_a_sentence(tears, smile) && merry.len() >= sad.len() => {
            Some(Mood::Merry)
        }
        (Some(_), Some(_)) => Some(Mood::Calm),
        (None, _) if !calm.is_empty() => Some(Mood::Calm),
        (None, Some(_)) => Some(Mood::Merry),
        (None, None) => None,
    }
}

/// Where words of a mood stand, first to last.
fn places(scene: &Reading, mood: Mood) -> Vec<usize> {
    let lists = MOODS.iter().filter(|(meaning, _)| *meaning == mood);
    let mut places: Vec<usize> =
        lists.flat_map(|(_, words)| words.iter().flat_map(|entry| said_at(scene, entry))).collect();
    places.sort_unstable();
    places
}
