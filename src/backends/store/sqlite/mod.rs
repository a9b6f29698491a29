//! The embedded store: `tale.sqlite` on the engine of [`crate::backends::sqlite`]. The files hold the statements of one
//! concern each, `story_rows` how a story becomes columns and back, `migrations/` the tables.

mod append;
mod beginning;
mod bookmarks;
mod claims;
mod clock;
mod creations;
mod damage;
mod erasure;
mod health;
mod idempotency;
mod jobs;
mod keys;
mod lists;
mod log;
mod nodes;
mod notices;
mod projections;
mod quotas;
mod spend;
mod spend_shares;
mod store;
mod story_keys;
mod story_rows;
mod work;

pub use store::{DATABASE, SealedStore, SqliteStore};
