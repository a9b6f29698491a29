//! How the heroes of one page hold themselves.

use super::super::chance::Chance;

/// How somebody stands on this page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pose {
    /// Degrees from hanging down, left and right.
    pub(super) arms: (f32, f32),
    /// Degrees.
    pub(super) tilt: f32,
    /// Where they look, -1 to 1.
    pub(super) look: f32,
    /// Whether the mouth is open in a laugh.
    pub(super) laugh: bool,
}

impl Pose {
    /// A pose by chance.
    pub(super) fn drawn_by(chance: &mut Chance) -> Self {
        let arms =
            chance.one_of(&[(18.0, 18.0), (22.0, 128.0), (128.0, 22.0), (58.0, 58.0), (30.0, 70.0), (132.0, 132.0)]);
        Pose { arms, tilt: chance.between(-5.0, 5.0), look: chance.between(-1.0, 1.0), laugh: chance.below(3) == 0 }
    }
}
