//! The section `[stream]`: how readers follow a story.

use std::time::Duration;

use serde::Deserialize;

/// Addresses of pictures, and life signs.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Picture addresses are signed anew after so long, and good for twice as long.
    #[serde(with = "humantime_serde")]
    pub signing_window: Duration,
    /// A comment line every so often keeps proxies awake.
    #[serde(with = "humantime_serde")]
    pub heartbeat: Duration,
}
