//! Where heroes stand in a place, and what carries them.

use super::chance::Chance;
use crate::domain::{PictureSpec, Place};
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

/// More than this crowd the page.
pub(super) const MOST_HEROES: usize = 4;

/// Where feet are, in units, and what carries them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Footing {
    /// From the page's top to their feet.
    pub(super) y: f32,
    pub(super) standing: Standing,
    /// The middle of all heroes, from the left.
    pub(super) middle: f32,
    /// From one hero to the next.
    pub(super) spread: f32,
    /// The hundredth part of a hero's height.
    pub(super) size: f32,
    /// How many there are.
    pub(super) count: usize,
}

impl Footing {
    /// The footing of a page that is so wide.
    pub(super) fn of(spec: &PictureSpec, width: f32) -> Self {
        let count = spec.elements.heroes.len().min(MOST_HEROES);
        let among = count.clamp(1, MOST_HEROES);
        let size = [4.3, 3.9, 3.4, 3.0][among - 1] * (width / 1280.0).min(1.0);
        let spread = [0.0, 0.30, 0.235, 0.195][among - 1] * width;
        let shift = Chance::new(spec.seed, 8).between(-0.06, 0.06) * width * if among == 1 { 1.6 } else { 0.6 };
        let (y, standing) = stand(spec.elements.place);
        Self { y, standing, middle: width / 2.0 + shift, spread, size, count }
    }

    /// Where the first of them stands, from the left.
    pub(super) fn first(&self) -> f32 {
        self.middle - self.spread * (self.count.max(1) as f32 - 1.0) / 2.0
    }

    /// How far the outermost reach to both sides of the middle, with the boat that carries them.
    pub(super) fn reach(&self) -> f32 {
        let wide = if self.standing == Standing::Boat { 60.0 } else { 40.0 };
        self.middle - self.first() + self.size * wide
    }
}

fn stand(place: Place) -> (f32, Standing) {
    match place {
        Place::Sea => (770.0, Standing::Boat),
        Place::Sky => (790.0, Standing::Cloud),
        Place::Space => (770.0, Standing::Floating),
        Place::Underwater => (770.0, Standing::Swimming),
        place if is_inside(place) && place != Place::Cave => (870.0, Standing::Ground),
        _ => (856.0, Standing::Ground),
    }
}
