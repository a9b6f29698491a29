//! The embedded analytics: `analytics.sqlite` on the engine of [`crate::backends::sqlite`].

mod tables;

pub use tables::{DATABASE, SqliteAnalytics};
