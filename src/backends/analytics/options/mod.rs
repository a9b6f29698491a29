//! The section `[analytics]`, and that of its engine elsewhere.

mod analytics;
mod server;

pub use analytics::{Kind, Options};
pub use server::{ClickHouseOptions, Compression, Invalid};
