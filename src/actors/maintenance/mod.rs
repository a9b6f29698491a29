//! The maintenance stage: [`erase`] what was deleted, [`sweep`] pictures that no log names, [`walk`] over pictures of
//! stories that nobody knows, forget what is old ([`retention`]) and who stays away ([`guests`]),
//! all three only by a clock that can be believed ([`clock_watch`]). [`actor`] says when.
//!
//! Capacity: one task, which does one pass after another in short steps. Nobody waits for it, and each step shares the
//! disk with the stories' log, whose readers do.

mod actor;
mod clock_watch;
mod erase;
mod guests;
mod parts;
mod pictures;
mod retention;
mod sweep;
mod walk;

pub use clock_watch::ClockWatch;
pub use parts::{Maintenance, MaintenanceError};
pub use walk::Walk;
