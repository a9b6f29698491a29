//! Weather and clouds of a page: of the newest scene that says anything of them.

use super::reading::Reading;
use super::weighing::strongest;
use super::words::{CLOUDS, WEATHERS};
use crate::domain::{Clouds, Weather};

/// A clear sky with a few clouds, if no scene says more.
pub(super) fn sky(scenes: &[Reading]) -> (Weather, Clouds) {
    let of_one = |scene: &Reading| Some((strongest(scene, &WEATHERS)?, strongest(scene, &CLOUDS)));
    let (weather, said) = scenes.iter().rev().find_map(of_one).unwrap_or((Weather::Clear, None));
    let clouds = match (weather, said) {
        (Weather::Rain | Weather::Storm, _) => Clouds::Grey,
        // what the clouds were before it cleared, or where there is rain enough without them
        (Weather::Clear, Some(Clouds::Grey)) | (Weather::Cloudy, Some(Clouds::None)) => Clouds::White,
        (_, said) => said.unwrap_or(Clouds::White),
    };
    (weather, clouds)
}
