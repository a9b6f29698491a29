//! The maintenance stage: [`erase`] what was deleted, [`sweep`] pictures that no log names, [`walk`] over pictures of
//! stories that nobody knows, and forget what is old ([`retention`]). [`actor`] says when.

mod actor;
mod erase;
mod pictures;
mod retention;
mod sweep;
mod walk;

pub use actor::{Maintenance, MaintenanceError};
