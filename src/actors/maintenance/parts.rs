//! What tidying works with, and why a step of it could not be made.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::Notify;

use crate::backends::accounts::Accounts;
use crate::backends::analytics::Analytics;
use crate::backends::objects::{self, ObjectError, Objects, Undeleted};
use crate::backends::store::{Store, StoreError};

/// Why a step could not be made. Wait and try again.
#[derive(Debug, thiserror::Error)]
pub enum MaintenanceError {
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The objects could not be listed.
    #[error(transparent)]
    Objects(#[from] ObjectError),
    /// Some objects are there still.
    #[error(transparent)]
    Undeleted(#[from] Undeleted),
}

/// The stage's work. Cheap to clone.
#[derive(Clone)]
pub struct Maintenance {
    pub store: Store,
    /// Ended sessions, and guests who stay away, are forgotten.
    pub accounts: Accounts,
    /// Old events are forgotten.
    pub analytics: Arc<dyn Analytics>,
    pub objects: Arc<dyn Objects>,
    /// Told when a story was deleted.
    pub erasing: Arc<Notify>,
    /// Guests who were away for longer are forgotten.
    pub guests_kept: Duration,
    /// From which age pictures are removed, and how many at most.
    pub options: objects::Cleanup,
}
