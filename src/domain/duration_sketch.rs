//! A quantile sketch of durations: how many fell into each of a fixed row of buckets, as in `DDSketch` (Masson, Rim and
//! Lee, 2019). Sketches of several minutes, routes or nodes are added up bucket by bucket, and any quantile of the sum
//! is right to a tenth, in some hundred bytes whatever was asked.

use std::collections::BTreeMap;
use std::time::Duration;

use serde::Serialize;

/// Each bucket ends at so many times the end of the one before.
const GROWTH: f64 = 1.2;

/// How many durations fell into each bucket: bucket `i` is for those above `1.2^(i-1)` and up to `1.2^i` microseconds,
/// bucket 0 for one microsecond and less.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct DurationSketch(BTreeMap<u16, u64>);

impl DurationSketch {
    /// Counts one more duration.
    pub fn add(&mut self, duration: Duration) {
        *self.0.entry(bucket(duration)).or_default() += 1;
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
