//! The section `[objects]`, and those of its engines.

mod bucket_storage;
mod is_web;
mod objects;

pub use bucket_storage::{Encryption, Invalid, S3Options};
pub use objects::{Cleanup, Kind, Options};
