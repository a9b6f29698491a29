//! Whether the clock can be believed. Forgetting goes by it, and what is forgotten does not come back when the clock is
//! set right: so nothing is forgotten while it stands far from where it was last seen.

use std::time::Duration;

use tokio::time::Instant;

use crate::backends::store::{Clock, StoreError};
use crate::domain::Timestamp;

/// A service may have been off for so long; within one process no clock goes on so far between two looks.
const LONGEST_ABSENCE: Duration = Duration::from_hours(24 * 7);
/// A clock may be set back by so much, or go so much too slow, between two looks or within [`TRIAL`].
const TOLERANCE: Duration = Duration::from_hours(1);
/// A machine may have slept for so long between two looks: a process's own time stands still meanwhile.
const LONGEST_SLEEP: Duration = Duration::from_hours(24);
/// A clock that has gone on for so long without another leap is believed, wherever it stands: the service was off for
/// longer than [`LONGEST_ABSENCE`], its machine slept for longer than a day, or the clock was wrong before.
const TRIAL: Duration = Duration::from_hours(24);

/// What a process has seen of its clock.
#[derive(Default)]
pub struct ClockWatch {
    /// When it was believed last; a process that has not believed it yet goes by what another one kept.
    believed: Option<Sighting>,
    /// Where it went on from after its leap, as long as it is not believed.
    leapt: Option<Sighting>,
}

/// What the clock showed, and when.
#[derive(Clone, Copy)]
struct Sighting {
    at: Instant,
    shown: Timestamp,
}

impl Sighting {
    fn of(shown: Timestamp) -> Self {
        Self { at: Instant::now(), shown }
    }

    /// Whether a clock that shows this now has gone on since as it should.
    fn leads_to(&self, now: Timestamp) -> bool {
        let expected = self.shown.plus(self.at.elapsed());
        expected.minus(TOLERANCE) <= now && now <= expected.plus(LONGEST_SLEEP)
    }
}

impl ClockWatch {
    /// Whether to go by this time. Keeps it where it is believed; warns where it is not.
    pub async fn believes(&mut self, clock: &dyn Clock, now: Timestamp) -> Result<bool, StoreError> {
        let last_seen = clock.last_seen().await?;
        let is_near = match &self.believed {
            Some(believed) => believed.leads_to(now),
            None => last_seen.is_none_or(|last| last.minus(TOLERANCE) <= now && now <= last.plus(LONGEST_ABSENCE)),
        };
        let is_believed = is_near || self.has_gone_on(now);
        if is_believed {
            clock.saw(now).await?;
            *self = Self { believed: Some(Sighting::of(now)), leapt: None };
        } else {
            let last_seen = last_seen.unwrap_or(now);
            tracing::warn!(%last_seen, %now, "the clock has leapt: nothing is forgotten until it is right, or a day later");
        }
        Ok(is_believed)
    }

    fn has_gone_on(&mut self, now: Timestamp) -> bool {
        let leapt = *self.leapt.get_or_insert_with(|| Sighting::of(now));
        if !leapt.leads_to(now) {
            // it has leapt again
            self.leapt = Some(Sighting::of(now));
            return false;
        }
        leapt.at.elapsed() >= TRIAL
    }
}
