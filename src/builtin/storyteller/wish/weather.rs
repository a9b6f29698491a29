//! The weather that a wish tells of: `in the rain`, `a foggy forest`, `while it snows`. It is the sky of the story, and
//! nothing that somebody loves or looks for.

use std::sync::LazyLock;

use super::text::Text;
use crate::domain::Weather;

/// Phrases with the weather they tell of.
static SKIES: LazyLock<Vec<(Weather, Vec<&str>)>> = LazyLock::new(|| {
    let lines = include_str!("words/weather.txt").lines().filter(|line| !line.starts_with('#'));
    let read = lines.filter_map(|line| line.split_once(": "));
    read.filter_map(|(name, words)| Some((named(name)?, words.split(", ").collect()))).collect()
});

fn named(name: &str) -> Option<Weather> {
    Some(match name {
        "clear" => Weather::Clear,
        "cloudy" => Weather::Cloudy,
        "rain" => Weather::Rain,
        "storm" => Weather::Storm,
        "snow" => Weather::Snow,
        "wind" => Weather::Wind,
        "fog" => Weather::Fog,
        _ => return None,
    })
}

/// The first weather that a wish tells of.
pub(super) fn weather(text: &Text) -> Option<Weather> {
    let at = |at: usize| SKIES.iter().find(|(_, words)| text.after_any(at, words).is_some()).map(|(sky, _)| *sky);
    (0..text.len()).find_map(at)
}

/// Behind the words at a place that only tell of the weather: `in the rain`.
pub(super) fn behind_weather(text: &Text, at: usize) -> Option<usize> {
    SKIES.iter().filter_map(|(_, words)| text.after_any(at, words)).max()
}
