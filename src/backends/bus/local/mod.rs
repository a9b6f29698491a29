//! The embedded bus: one SQLite file of its own, so that its commits never wait for the store's writer. [`bus`] is the
//! trait over it, [`tables`] what is in it.

mod bus;
mod tables;

pub use bus::{FILE_NAME, LocalBus};
pub use tables::KEPT;
