//! Every promise, on the embedded engine.

mod bookmarks;
mod claims;
mod creations;
mod creations_in_steps;
mod erasure;
mod health;
mod idempotency;
mod jobs;
mod lists;
mod log;
mod nodes;
mod notices;
mod outbox;
mod quotas;
mod spend;
