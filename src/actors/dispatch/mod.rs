//! The dispatch stage: which stories run on this node. It claims queued and orphaned stories while there is room, and
//! supervises their runs.
//!
//! The durable queue is the log: what this stage knows is found again by its sweep. A run that panics counts a start
//! against its story, which is then claimed anew after a back-off; a story with a counted start (a *suspect*) runs
//! alone among such stories, and fails after its budget. Others never wait for suspects.
//!
//! Capacity: `limits.stories` runs at once, each of which holds a storyteller's call and a window of scenes; what waits
//! beyond them takes one of the `limits.queue` slots of the request stage.
//!
//! Reading order: `message` (what the stage is told), `actor` and `state` (what it does), `claim` (what a claim says),
//! `sweep` (what nobody told it of), `run_queue` (who waits, and who is next).

mod actor;
mod claim;
mod message;
mod run_queue;
mod state;
mod sweep;

pub use actor::RunSupervisor;
pub use message::{DispatchArguments, DispatchMessage, Pending};
