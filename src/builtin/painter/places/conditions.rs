//! What the drawing of a place asks of a page.

use super::super::chance::Chance;
use crate::domain::{Clouds, PictureSpec, Place, Style, TimeOfDay, Weather};
use crate::pipeline::palette::{Rgb, is_covered, mix, rgb};

/// The conditions in which a place is drawn.
pub(super) struct Conditions {
    /// Whether windows are lit and stars are out.
    pub(super) night: bool,
    /// Whether snow lies on things.
    pub(super) snowy: bool,
    /// The hour that is seen through windows.
    pub(super) time: TimeOfDay,
    /// The weather that is seen through windows.
    pub(super) weather: Weather,
    /// The clouds that are seen through windows.
    pub(super) clouds: Clouds,
    pub(super) chance: Chance,
}

impl Conditions {
    /// The conditions of a brief.
    pub(super) fn of(spec: &PictureSpec) -> Self {
        let elements = &spec.elements;
        let time = if spec.style == Style::Night { TimeOfDay::Night } else { elements.time };
        Self {
            night: time == TimeOfDay::Night,
            snowy: elements.weather == Weather::Snow || elements.place == Place::Snowfield,
            time,
            weather: elements.weather,
            clouds: if is_covered(elements) { Clouds::Grey } else { elements.clouds },
            chance: Chance::new(spec.seed, 2),
        }
    }
}

/// A colour of the ground or of leaves, under snow where it lies.
pub(super) fn snowed(snowy: bool, colour: Rgb) -> Rgb {
    if snowy { mix(colour, rgb(0xf2_f7_fd), 0.85) } else { colour }
}
