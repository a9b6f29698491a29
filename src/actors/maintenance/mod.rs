//! The maintenance stage: erases what was deleted, sweeps pictures that no log names, forgets what is old.

mod actor;

pub use actor::{Maintenance, MaintenanceError};
