//! The section `[models.builtin]`: a rehearsal's pace, so that load and faults can be tried without a model.

use std::time::Duration;

use serde::Deserialize;

/// How fast the built-in models pretend to be. Zero means as fast as they can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// How long a story's first token takes.
    #[serde(with = "humantime_serde")]
    pub first_token: Duration,
    /// Tokens (about four characters each) per second.
    pub tokens_per_second: u64,
    /// How long a picture takes at least.
    #[serde(with = "humantime_serde")]
    pub picture: Duration,
}
