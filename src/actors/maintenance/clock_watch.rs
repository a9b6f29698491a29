//! Whether the clock can be believed. Forgetting goes by it, and what is forgotten does not come back when the clock is
//! set right: so nothing is forgotten while it stands far from where it was last seen.

use std::time::Duration;

use tokio::time::Instant;

use crate::backends::store::{Clock, StoreError};
use crate::domain::Timestamp;

/// A service may have been off for so long.
const LONGEST_ABSENCE: Duration = Duration::from_hours(24 * 7);
/// A clock may be set back by so much, and may go so much too fast or too slow within [`TRIAL`].
const TOLERANCE: Duration = Duration::from_hours(1);
/// A clock that has gone on for so long without another leap is believed, wherever it stands: the service was off for
/// longer than [`LONGEST_ABSENCE`], or the clock was wrong before.
const TRIAL: Duration = Duration::from_hours(24);

/// What a process has seen of a clock that it does not believe.
#[derive(Default)]
pub struct ClockWatch {
    /// When the clock showed what, after its leap.
    leapt: Option<(Instant, Timestamp)>,
}

impl ClockWatch {
    /// Whether to go by this time. Keeps it where it is believed; warns where it is not.
    pub async fn believes(&mut self, clock: &dyn Clock, now: Timestamp) -> Result<bool, StoreError> {
        let last_seen = clock.last_seen().await?;
        let is_near = last_seen.is_none_or(|last| last.minus(TOLERANCE) <= now && now <= last.plus(LONGEST_ABSENCE));
        let is_believed = is_near || self.has_gone_on(now);
        if is_believed {
            self.leapt = None;
            clock.saw(now).await?;
        } else {
            let last_seen = last_seen.unwrap_or(now);
            tracing::warn!(%last_seen, %now, "the clock has leapt: nothing is forgotten until it is right, or a day later");
        }
        Ok(is_believed)
    }

    fn has_gone_on(&mut self, now: Timestamp) -> bool {
        let (at, shown) = *self.leapt.get_or_insert_with(|| (Instant::now(), now));
        let expected = shown.plus(at.elapsed());
        if now < expected.minus(TOLERANCE) || now > expected.plus(TOLERANCE) {
            // it has leapt again
            self.leapt = Some((Instant::now(), now));
            return false;
        }
        at.elapsed() >= TRIAL
    }
}
