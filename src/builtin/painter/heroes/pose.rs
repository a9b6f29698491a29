//! How the heroes of one page hold themselves, and what their faces show.

use super::super::chance::Chance;
use crate::domain::Mood;

/// How somebody stands on this page.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pose {
    /// Degrees from hanging down, left and right.
    pub(super) arms: (f32, f32),
    /// Degrees.
    pub(super) tilt: f32,
    /// Where they look, -1 to 1.
    pub(super) look: f32,
    pub(super) mouth: Mouth,
}

/// What a mouth shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mouth {
    /// Wide open, as of somebody who laughs aloud.
    Laugh,
    Smile,
    Calm,
    Sad,
}

impl Pose {
    /// A pose by chance, as the page's mood lets it be: who is sad throws up no arms.
    pub(super) fn drawn_by(chance: &mut Chance, mood: Mood) -> Self {
        const LOW: (f32, f32) = (18.0, 18.0);
        let arms = chance.one_of(&[LOW, (22.0, 128.0), (128.0, 22.0), (58.0, 58.0), (30.0, 70.0), (132.0, 132.0)]);
        let (tilt, look) = (chance.between(-5.0, 5.0), chance.between(-1.0, 1.0));
        let would_laugh = chance.below(3) == 0;
        let (arms, mouth) = match mood {
            Mood::Merry => (arms, if would_laugh { Mouth::Laugh } else { Mouth::Smile }),
            Mood::Calm => (if arms == (132.0, 132.0) { LOW } else { arms }, Mouth::Calm),
            Mood::Sad => (if arms.0.max(arms.1) > 70.0 { LOW } else { arms }, Mouth::Sad),
        };
        Self { arms, tilt, look, mouth }
    }
}
