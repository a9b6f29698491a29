//! The composition root: configuration -> parts -> actors -> listeners, and the way back.

mod backends;
mod data_dir;
mod listeners;
mod lost_files;
pub mod memory;
mod run;
mod starting_room;

pub use backends::{Backends, builtin_models};
pub use data_dir::{DataDir, DataDirError};
pub use listeners::{Listeners, Listening};
pub use run::App;
