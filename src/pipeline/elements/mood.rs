//! How a page feels: sad words outweigh merry ones, and a sad story is laughed in again when its words say so.

use super::reading::Reading;
use super::weighing::is_said;
use super::words::MOODS;
use crate::domain::Mood;

/// The mood of the last of the scenes.
pub(super) fn mood(scenes: &[Reading]) -> Mood {
    let Some((last, earlier)) = scenes.split_last() else { return Mood::Merry };
    let (is_sad, is_merry) = (says(last, Mood::Sad), says(last, Mood::Merry));
    let is_calm = says(last, Mood::Calm) || (!is_merry && earlier.iter().any(|scene| says(scene, Mood::Sad)));
    match (is_sad, is_merry) {
        (true, false) => Mood::Sad,
        (true, true) => Mood::Calm,
        (false, _) if is_calm => Mood::Calm,
        (false, _) => Mood::Merry,
    }
}

fn says(scene: &Reading, mood: Mood) -> bool {
    let mut lists = MOODS.iter().filter(|(meaning, _)| *meaning == mood);
    lists.any(|(_, words)| words.iter().any(|entry| is_said(scene, entry)))
}
