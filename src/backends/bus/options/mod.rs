//! The section `[bus]`, and those of its engines.

mod brokers;
mod bus;

pub use brokers::{Compression, FluvioOptions, Invalid};
pub use bus::{Kind, Options};
