//! The analytics stage: one [`ingestion`] for each topic of the bus, so that none waits for another, which reads its
//! partitions without gaps ([`reading`], with a [`memory`]) into the tables of [`crate::backends::analytics`].
//!
//! Capacity: for each topic one step at a time, of as many records as the tables want at once ([`batch_size`]). A step
//! is one commit of the tables, and while it is made what follows waits on the bus, which is on disk: nothing is held
//! here.
//!
//! Where they want few large batches, steps come no more often than each [`flush_interval`] while fewer records wait.
//!
//! [`batch_size`]: crate::backends::analytics::Analytics::batch_size
//! [`flush_interval`]: crate::backends::analytics::Analytics::flush_interval

mod ingestion;
mod memory;
mod reading;

pub use ingestion::{ACKNOWLEDGE_STEP, IngestError, Ingestion, ingest_once};
pub use memory::Memory;
pub use reading::{GAP_PATIENCE, GAP_READS};
