//! The built-in storyteller, painter and moderator: no key, no network, deterministic by seed.

pub mod moderator;
mod pace;
pub mod painter;
pub mod storyteller;

pub use pace::Pace;
