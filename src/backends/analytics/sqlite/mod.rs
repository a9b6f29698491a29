//! The embedded analytics: `analytics.sqlite` on the engine of [`crate::backends::sqlite`].

mod daily;
mod tables;

pub use tables::{DATABASE, SqliteAnalytics};
