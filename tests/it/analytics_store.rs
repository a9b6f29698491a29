//! The analytics, as every engine must behave. `conformance` holds the promises, each a sentence that takes fresh
//! tables, `model` what they are compared with; `sqlite` runs both on the embedded engine and adds its own,
//! `clickhouse` on the engine that nodes share.

#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

#[cfg(feature = "clickhouse")]
pub mod clickhouse;
pub mod conformance;
mod model;
mod sqlite;
