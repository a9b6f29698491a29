//! The section `[models.builtin]`: a rehearsal's pace, so that load and faults can be tried without a model.

use serde::Deserialize;

/// How fast the built-in models pretend to be. Zero means as fast as they can.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pace {
    /// Milliseconds to a story's first token.
    pub first_token_ms: u64,
    /// Tokens (about four characters each) per second.
    pub tokens_per_second: u64,
    /// Milliseconds that a picture takes at least.
    pub picture_ms: u64,
}
