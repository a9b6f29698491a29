//! The embedded engine, knowing no table: a file of its own for each kind of data, one writer with group commit, a few
//! readers.
//!
//! Every write is a command, run by the one thread of `writer` in a transaction shared with whatever waits beside
//! it; its answer leaves after the commit. Every read is a snapshot on one of the connections of `readers`, begun
//! after it was asked for, so it sees every write that was answered before. `engine` puts the two together, on a
//! [`Database`] whose tables `migrations` brings up to date; `rows` is how values become columns and back. Statements
//! stand with what they are about: `store/sqlite` and its neighbours.

mod connection;
mod database;
mod engine;
mod failure;
mod migrations;
mod options;
mod peek;
mod readers;
mod reserve;
pub(crate) mod rows;
mod soundness;
mod writer;

pub use database::Database;
pub use engine::Engine;
pub use options::Options;

pub(crate) use failure::{Failure, Fallible};
pub(crate) use peek::{has_rows, peek};
pub(crate) use reserve::give_reserve;
pub(crate) use soundness::Soundness;
