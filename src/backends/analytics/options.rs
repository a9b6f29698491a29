//! The section `[analytics]`.

use serde::Deserialize;

/// Where it is counted what happened.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    pub kind: Kind,
}

/// The engines that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A database file in the data directory.
    Sqlite,
}
