//! The section `[accounts]`.

use serde::Deserialize;

/// Where readers are kept.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Which engine keeps them.
    pub kind: Kind,
}

/// The engines that keep readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A database file in the data directory.
    Sqlite,
}
