//! The dispatch stage: which stories run on this node. It claims queued and orphaned stories while there is room, and
//! supervises their runs.
//!
//! The durable queue is the log: what this stage knows is found again by its sweep. A run that panics counts a start
//! against its story, which is then claimed anew after a back-off; the more starts count against a story, the fewer of
//! its kind are told at a time (`circles`), and it fails after its budget. Others never wait for
//! them: one place, where there are two, is left to these.
//!
//! Capacity: `limits.stories` runs at once, each of which holds a storyteller's call and a window of scenes; what waits
//! beyond them holds a `limits.queue` slot of the request stage until it is claimed. What a sweep finds takes one where
//! there is one and waits without one where there is none: it was accepted long ago.
//!
//! Reading order: `message` (what the stage is told), `actor` and `state` (what it does), `claim` and `claiming` (what
//! a claim is, and what comes of it), `sweep` and `sweeping` (what nobody told it of), `run_queue` and `circles` (who
//! waits, and who is next).

mod actor;
mod circles;
mod claim;
mod claiming;
mod message;
mod run_queue;
mod state;
mod sweep;
mod sweeping;

pub use actor::RunSupervisor;
pub use message::{DispatchArguments, DispatchMessage, Pending};
