//! The composition root: configuration -> parts -> actors -> listeners, and the way back.

mod backends;
mod listeners;
mod lost_files;
pub mod memory;
mod run;
mod starting_room;

pub use backends::builtin_models;
pub use listeners::{Listeners, Listening};
pub use run::App;
