//! The section `[objects]`.

use std::time::Duration;

use serde::Deserialize;

/// Where pictures are kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Which engine keeps them.
    pub kind: Kind,
    /// Pictures that no log names are removed when they are older than this.
    #[serde(with = "humantime_serde")]
    pub grace: Duration,
    /// A walk over all pictures removes those of unknown stories only where these are at most so many of a hundred
    /// stories' folders, 0 to 100. More waits for an operator.
    pub walk_percent: u8,
}

/// The engines that keep pictures.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A folder in the data directory.
    Files,
}
