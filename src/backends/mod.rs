//! Everything outside the process. One folder for each outside thing: its trait in `mod.rs`, an embedded default,
//! production adapters beside it, and one conformance suite (under `tests/`) that every adapter runs.

pub mod accounts;
pub mod analytics;
pub mod blocking;
pub mod bus;
mod engine_choice;
pub mod error;
pub mod folder;
pub mod health;
pub mod keys;
pub mod models;
pub mod objects;
pub mod outbox;
mod recent;
pub mod sqlite;
pub mod store;
pub mod wakeups;

pub use engine_choice::EngineChoice;
