//! How long things are kept: what is older is forgotten, and what was abandoned is given back.

use std::time::Duration;

use super::{Maintenance, MaintenanceError};
use crate::domain::Timestamp;

/// Idempotency keys, and sessions and links in mails that have ended.
const DAY: Duration = Duration::from_hours(24);
/// Refresh tokens that were used: far longer than one may be shown again.
const USED: Duration = Duration::from_mins(10);
/// What was reserved for stories that have not begun: a creation takes some milliseconds.
const ABANDONED: Duration = Duration::from_mins(10);
/// Tombstones, raw analytics, sign-ins, and mails that have ended: a fact that comes again later would be mailed again.
const QUARTER: Duration = Duration::from_hours(24 * 90);
/// What analytics add up to by day.
const SEVEN_YEARS: Duration = Duration::from_hours(24 * 365 * 7 + 24 * 2);

impl Maintenance {
    /// Forgets rows that are too old, and guests who stay away, and gives back what was reserved for stories that never
    /// began. What can't be reached now keeps nothing else from being forgotten.
    pub async fn forget(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let forgotten = [
            self.store.creations.sweep(now.minus(ABANDONED)).await.map(drop),
            self.store.erasure.forget(now.minus(QUARTER)).await,
            self.store.idempotency.forget(now.minus(DAY)).await,
            self.accounts.refresh_tokens.forget(now.minus(DAY), now.minus(USED)).await,
            self.accounts.sessions.forget(now.minus(DAY)).await,
            self.accounts.sign_ins.forget(now.minus(QUARTER)).await,
            self.accounts.one_time_tokens.forget(now.minus(DAY)).await,
            self.accounts.attempts.forget(now.minus(DAY * 2)).await,
            self.accounts.mails.forget(now.minus(QUARTER)).await,
            self.analytics.forget(now.minus(QUARTER), now.minus(SEVEN_YEARS)).await,
        ];
        let guests = self.forget_guests(now).await;
        forgotten.into_iter().collect::<Result<(), _>>()?;
        guests
    }
}
