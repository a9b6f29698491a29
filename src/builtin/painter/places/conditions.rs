//! What the drawing of a place asks of a page.

use super::super::chance::Chance;
use crate::domain::{PictureSpec, Place, Style, TimeOfDay, Weather};

/// The conditions in which a place is drawn.
pub(super) struct Conditions {
    /// Whether windows are lit and stars are out.
    pub(super) night: bool,
    /// Whether snow lies on things.
    pub(super) snowy: bool,
    pub(super) chance: Chance,
}

impl Conditions {
    /// The conditions of a brief.
    pub(super) fn of(spec: &PictureSpec) -> Self {
        let elements = &spec.elements;
        Self {
            night: elements.time == TimeOfDay::Night || spec.style == Style::Night,
            snowy: elements.weather == Weather::Snow || elements.place == Place::Snowfield,
            chance: Chance::new(spec.seed, 2),
        }
    }
}
