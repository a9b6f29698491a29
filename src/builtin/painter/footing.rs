//! Where heroes stand in a place, and what carries them.

use crate::domain::Place;
use crate::pipeline::palette::is_inside;

/// How heroes are carried.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// On the ground, with a shadow.
    Ground,
    /// In a boat.
    Boat,
    /// On a cloud each.
    Cloud,
    /// In a bubble of glass, among the stars.
    Floating,
    /// In a bubble of air, under water.
    Swimming,
}

/// Where feet are, in units from the top, and what carries them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Footing {
    pub(super) y: f32,
    pub(super) standing: Standing,
}

/// The footing of a place.
pub(super) fn footing(place: Place) -> Footing {
    match place {
        Place::Sea => Footing { y: 770.0, standing: Standing::Boat },
        Place::Sky => Footing { y: 790.0, standing: Standing::Cloud },
        Place::Space => Footing { y: 770.0, standing: Standing::Floating },
        Place::Underwater => Footing { y: 770.0, standing: Standing::Swimming },
        place if is_inside(place) && place != Place::Cave => Footing { y: 870.0, standing: Standing::Ground },
        _ => Footing { y: 856.0, standing: Standing::Ground },
    }
}
