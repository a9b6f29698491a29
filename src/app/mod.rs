//! The composition root: configuration -> parts -> actors -> listeners, and the way back.

mod data_dir;
mod parts;
mod run;

pub use data_dir::{DataDir, DataDirError};
pub use parts::{Parts, builtin_models};
pub use run::{App, Listening};
