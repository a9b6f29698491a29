//! The embedded engine: one file, `tale.sqlite`, one writer with group commit, a few readers.
//!
//! Every write is a command, run by the one thread of `writer` in a transaction shared with whatever waits beside
//! it; its answer leaves after the commit. Every read is a snapshot on one of the connections of `readers`, begun
//! after it was asked for, so it sees every write that was answered before. `engine` puts the two together;
//! the other files hold the statements of one concern each, `migrations/` the tables.

mod accounts;
mod analytics;
mod append;
mod bookmarks;
mod claims;
mod connection;
mod creation;
mod engine;
mod erasure;
mod failure;
mod health;
mod idempotency;
mod lists;
mod log;
mod notices;
mod outbox;
mod projections;
mod readers;
mod rows;
mod schema;
mod work;
mod writer;

pub use engine::{FILE_NAME, Options, SqliteStore};
