//! The section `[analytics]`.

use serde::Deserialize;

use super::ClickHouseOptions;

/// Where it is counted what happened.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// The engine that is used.
    pub kind: Kind,
    /// With `kind = "clickhouse"`.
    pub clickhouse: ClickHouseOptions,
}

/// The engines that count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "lowercase")]
#[strum(serialize_all = "lowercase")]
pub enum Kind {
    /// A database file in the data directory.
    Sqlite,
    /// A database of a ClickHouse server.
    ClickHouse,
}
