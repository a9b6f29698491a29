//! What one plays with: [`toys`] and other [`playthings`], [`sport`], [`music`], and [`rides`] on wheels and runners.

pub(super) mod music;
pub(super) mod playthings;
pub(super) mod rides;
pub(super) mod sport;
pub(super) mod toys;
