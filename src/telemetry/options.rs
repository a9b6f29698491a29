//! The section `[telemetry]`.

use serde::Deserialize;

/// What the process tells its operator.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How log lines look.
    pub format: LogFormat,
    /// What is logged, as in `RUST_LOG`.
    pub filter: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    /// One line for people to read, with colours at a terminal.
    Pretty,
    /// For machines: one JSON object a line.
    Json,
}
