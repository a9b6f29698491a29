//! Whether a database file is sound. A malformed page shows itself to whoever comes by it, perhaps to nobody for weeks:
//! so what any read or write saw marks the whole file, until a process opens a better one.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::failure::Failure;

/// What every user of a file has seen of it. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Soundness {
    database: &'static str,
    is_malformed: Arc<AtomicBool>,
}

impl Soundness {
    /// Of a file in which nobody has seen anything yet.
    pub(crate) fn of(database: &'static str) -> Self {
        Self { database, is_malformed: Arc::default() }
    }

    /// Marks the file if this says that it is malformed.
    pub(crate) fn note(&self, failure: &Failure) {
        if failure.is_of_the_file() && !self.is_malformed.swap(true, Ordering::Relaxed) {
            let database = self.database;
            tracing::error!(database, "the database file is malformed: stop, and put it back from a backup");
        }
    }

    /// Fails once anybody has seen that it is not.
    pub(crate) fn confirm(&self) -> Result<(), Failure> {
        if self.is_malformed.load(Ordering::Relaxed) { Err(Failure::Malformed) } else { Ok(()) }
    }
}
