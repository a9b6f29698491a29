//! How long things are kept: what is older is forgotten, and what was abandoned is given back.

use std::time::Duration;

use super::{Maintenance, MaintenanceError};
use crate::domain::Timestamp;

/// Idempotency keys and sessions that have ended.
const DAY: Duration = Duration::from_hours(24);
/// What was reserved for stories that have not begun: a creation takes some milliseconds.
const ABANDONED: Duration = Duration::from_mins(10);
/// Tombstones and raw analytics.
const QUARTER: Duration = Duration::from_hours(24 * 90);

impl Maintenance {
    /// Forgets rows that are too old, and gives back what was reserved for stories that never began. What can't be
    /// reached now keeps nothing else from being forgotten.
    pub async fn forget(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let forgotten = [
            self.store.creations.sweep(now.minus(ABANDONED)).await.map(drop),
            self.store.erasure.forget(now.minus(QUARTER)).await,
            self.store.idempotency.forget(now.minus(DAY)).await,
            self.accounts.refresh_tokens.forget(now.minus(DAY)).await,
            self.accounts.sessions.forget(now.minus(DAY)).await,
            self.analytics.forget(now.minus(QUARTER)).await,
        ];
        Ok(forgotten.into_iter().collect::<Result<(), _>>()?)
    }
}
