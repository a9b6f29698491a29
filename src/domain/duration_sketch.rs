//! A quantile sketch of durations: how many fell into each of a fixed row of buckets, as in `DDSketch` (Masson, Rim and
//! Lee, 2019). Sketches of several minutes, routes, nodes or days are added up bucket by bucket, and any quantile
//! of the sum is right to a tenth, in some hundred bytes whatever was asked.

use std::collections::BTreeMap;
use std::ops::AddAssign;
use std::time::Duration;

use serde::{Deserialize, Serialize};

/// Each bucket ends at so many times the end of the one before.
const GROWTH: f64 = 1.2;

/// How many durations fell into each bucket: bucket `i` is for those above `1.2^(i-1)` and up to `1.2^i` microseconds,
/// bucket 0 for one microsecond and less.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct DurationSketch(BTreeMap<u16, u64>);

impl DurationSketch {
    /// Counts one more duration.
    pub fn add(&mut self, duration: Duration) {
        *self.0.entry(bucket(duration)).or_default() += 1;
    }

    /// The buckets that hold something, with how many durations each holds, shortest first.
    pub fn buckets(&self) -> impl Iterator<Item = (u16, u64)> {
        self.0.iter().map(|(bucket, count)| (*bucket, *count))
    }

    /// The duration that a share (0 to 1) of those counted do not exceed, right to a tenth; `None` where nothing was
    /// counted.
    #[must_use]
    pub fn quantile(&self, share: f64) -> Option<Duration> {
        let total: u64 = self.0.values().sum();
        #[expect(clippy::cast_precision_loss, reason = "a rank among fewer than 2^53 durations")]
        let rank = (share * total as f64).ceil().max(1.0);
        let mut below = 0;
        for (bucket, count) in self.buckets() {
            below += count;
            #[expect(clippy::cast_precision_loss, reason = "a rank among fewer than 2^53 durations")]
            if below as f64 >= rank {
                return Some(middle(bucket));
            }
        }
        None
    }
}

/// What was counted in both.
impl AddAssign<&Self> for DurationSketch {
    fn add_assign(&mut self, other: &Self) {
        for (bucket, count) in other.buckets() {
            let sum = self.0.entry(bucket).or_default();
            *sum = sum.saturating_add(count);
        }
    }
}

impl FromIterator<(u16, u64)> for DurationSketch {
    fn from_iter<Buckets: IntoIterator<Item = (u16, u64)>>(buckets: Buckets) -> Self {
        Self(buckets.into_iter().collect())
    }
}

fn bucket(duration: Duration) -> u16 {
    let microseconds = duration.as_secs_f64() * 1e6;
    if microseconds <= 1.0 {
        return 0;
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "of a time in microseconds, 0 to 250")]
    let bucket = (microseconds.ln() / GROWTH.ln()).ceil() as u16;
    bucket
}

/// What is off by the same share from both ends of a bucket.
fn middle(bucket: u16) -> Duration {
    let microseconds = GROWTH.powi(i32::from(bucket)) * 2.0 / (1.0 + GROWTH);
    Duration::try_from_secs_f64(microseconds / 1e6).unwrap_or(Duration::MAX)
}
