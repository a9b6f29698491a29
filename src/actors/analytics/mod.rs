//! The analytics stage: one [`ingestion`] for each topic of the bus, so that none waits for another, which reads its
//! partitions without gaps ([`reading`]) into the tables of [`crate::backends::analytics`].

mod ingestion;
mod reading;

pub use ingestion::{ACKNOWLEDGE_STEP, IngestError, Ingestion, ingest_once};
pub use reading::GAP_READS;
