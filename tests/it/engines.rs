//! Whole nodes on engines of other hands: `s3` keeps the pictures and `clickhouse` counts (`scripts/test` starts both),
//! `fluvio` carries the facts (where there is a cluster). What each adapter promises by itself is tested beside its
//! trait; here a story is told through it, and read, with the engine gone for a while.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

#[cfg(feature = "clickhouse")]
mod clickhouse;
#[cfg(feature = "fluvio")]
mod fluvio;
#[cfg(feature = "s3")]
mod s3;
