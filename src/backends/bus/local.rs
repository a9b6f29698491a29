//! The embedded bus, durable in the data directory.
