//! The store, as every engine must behave. The modules below hold the promises, each a sentence that takes a fresh
//! [`Store`](ai_tale::backends::store::Store); `sqlite` runs them all on the embedded engine and adds its own.

#![expect(clippy::similar_names, reason = "a store holds stories")]
#![expect(clippy::unwrap_used, reason = "in a test, an error is a failure")]

mod bookmarks;
mod claims;
mod creations;
mod erasure;
mod health;
mod idempotency;
mod jobs;
mod keys;
mod lists;
mod log;
mod model;
mod nodes;
mod notices;
mod outbox;
mod quotas;
pub mod samples;
mod spend;
mod sqlite;
