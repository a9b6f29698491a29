//! How a page feels: sad words outweigh merry ones, and a sad story is laughed in again when its words say so.

use super::reading::Reading;
use super::weighing::is_said;
use super::words::MOODS;
use crate::domain::{Mood, PlannedScene};

/// The mood of the last of the scenes.
pub(super) fn mood(scenes: &[Reading], planned: &[PlannedScene]) -> Mood {
    let Some((last, earlier)) = scenes.split_last() else { return Mood::Merry };
    let plan_of = |scene: usize| planned.get(scene).and_then(|plan| plan.mood);
    let was_sad =
        || earlier.iter().enumerate().any(|(at, scene)| says(scene, Mood::Sad) || plan_of(at) == Some(Mood::Sad));
    match (said(last), plan_of(earlier.len())) {
        // what is calm in words may be sad all the same
        (Some(Mood::Calm), Some(Mood::Sad)) => Mood::Sad,
        (Some(said), _) => said,
        (None, Some(planned)) => planned,
        (None, None) if was_sad() => Mood::Calm,
        (None, None) => Mood::Merry,
    }
}

/// What a scene's own words say of it, if anything.
pub(super) fn said(scene: &Reading) -> Option<Mood> {
    match (says(scene, Mood::Sad), says(scene, Mood::Merry)) {
        (true, false) => Some(Mood::Sad),
        (true, true) => Some(Mood::Calm),
        (false, _) if says(scene, Mood::Calm) => Some(Mood::Calm),
        (false, true) => Some(Mood::Merry),
        (false, false) => None,
    }
}

fn says(scene: &Reading, mood: Mood) -> bool {
    let mut lists = MOODS.iter().filter(|(meaning, _)| *meaning == mood);
    lists.any(|(_, words)| words.iter().any(|entry| is_said(scene, entry)))
}
