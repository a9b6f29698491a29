//! How quick the provider is, and when it has had enough.

use std::time::Duration;

/// The times that are in a provider's answers. Zero, as it is by default, is at once.
#[derive(Clone, Copy, Debug, Default)]
pub struct Pace {
    /// From the call to the first word of a text.
    pub first_token: Duration,
    /// From each token to the next.
    pub token: Duration,
    /// One picture.
    pub picture: Duration,
    /// One judgement, of words or of a picture.
    pub judgement: Duration,
}

/// How many pictures a provider paints at once as quickly as one. With more, those that come then take longer, by the
/// square of how much more; beyond `most` it answers 429.
#[derive(Clone, Copy, Debug)]
pub struct Knee {
    pub quick: usize,
    pub most: usize,
}

impl Knee {
    /// How long a picture takes when it is one of so many; `None` when it is refused.
    pub fn time(self, picture: Duration, at_once: usize) -> Option<Duration> {
        let share = f64::from(u32::try_from(at_once).unwrap()) / f64::from(u32::try_from(self.quick).unwrap());
        (at_once <= self.most).then(|| picture.mul_f64(share.max(1.0).powi(2)))
    }
}
