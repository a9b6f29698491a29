//! The composition root: configuration -> parts -> actors -> listeners, and the way back.

mod analytics;
mod backends;
mod bus;
mod listeners;
mod lost_files;
pub mod memory;
mod models;
#[cfg(not(all(feature = "clickhouse", feature = "fluvio", feature = "s3")))]
mod not_built_in;
mod objects;
mod run;
mod starting_room;

pub use listeners::{Listeners, Listening};
pub use models::{builtin_models, open_client, open_models};
pub use run::App;
