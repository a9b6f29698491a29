//! The log of one story as its run writes it, by one pen.
//!
//! Reading order: `pen` (how a task asks for an event to be logged), `writer` (one append in flight), `fenced_log` (the
//! fold, and the fence under which it may be written), `durable` (waits out a store that can't write now), `progress`
//! (what operators see of what was logged).

mod durable;
pub mod fenced_log;
pub mod pen;
mod progress;
pub mod writer;
