//! What is counted of answered requests and told once a minute, so that nobody can fill a disk by asking: sums by
//! route, status and tier, and answers of 500 and above by their problem's code. Counting takes a lock on a map.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use super::sketch::DurationSketch;
use crate::domain::Topic;

/// Different combinations of a minute that are told apart. The routes, their usual statuses and the plans make fewer;
/// whoever provokes more has those beyond added up as [`OTHER`].
const SERIES: usize = 128;
/// The route of requests whose combination came after [`SERIES`] others.
const OTHER: &str = "other";

/// A request that was answered, as it is measured.
#[derive(Clone, Copy, Debug)]
pub struct ApiRequest<'a> {
    /// The route's pattern, such as `/v1/stories/{id}`, never the path itself.
    pub route: &'static str,
    /// What was answered, 100 to 599.
    pub status: u16,
    /// From the request's head to the answer's.
    pub duration: Duration,
    /// Bytes of the answer's body, where they are known.
    pub bytes: u64,
    /// The caller's tier; `none` without a caller.
    pub tier: &'a str,
}

/// What was counted since it was told last.
#[derive(Debug, Default)]
pub struct Tally {
    requests: Mutex<HashMap<Series, Sums>>,
    /// Answers of 500 and above by their problem's code.
    errors: Mutex<HashMap<&'static str, u64>>,
}

/// What requests that are counted together have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Series {
    route: &'static str,
    status: u16,
    tier: String,
}

#[derive(Debug, Default)]
struct Sums {
    count: u64,
    bytes: u64,
    duration: Duration,
    durations: DurationSketch,
}

impl Tally {
    pub(super) fn request(&self, request: ApiRequest<'_>) {
        let ApiRequest { route, status, tier, .. } = request;
        let mut requests = self.requests.lock().unwrap_or_else(PoisonError::into_inner);
        let mut series = Series { route, status, tier: tier.to_owned() };
        if requests.len() >= SERIES && !requests.contains_key(&series) {
            series.route = OTHER;
        }
        requests.entry(series).or_default().add(request);
    }

    pub(super) fn error(&self, code: &'static str) {
        *self.errors.lock().unwrap_or_else(PoisonError::into_inner).entry(code).or_default() += 1;
    }

    /// The types and data of the events that tell a topic what was counted; the count begins anew.
    pub(super) fn take(&self, topic: Topic) -> Vec<(&'static str, Value)> {
        match topic {
            Topic::Performance => {
                let requests = std::mem::take(&mut *self.requests.lock().unwrap_or_else(PoisonError::into_inner));
                requests.iter().map(|(series, sums)| ("api.request", sums.tell(series))).collect()
            }
            Topic::Errors => {
                let errors = std::mem::take(&mut *self.errors.lock().unwrap_or_else(PoisonError::into_inner));
                let tell = |(code, count)| ("error.api", json!({ "code": code, "count": count }));
                errors.into_iter().map(tell).collect()
            }
            Topic::Content | Topic::Users => Vec::new(),
        }
    }
}

impl Sums {
    fn add(&mut self, request: ApiRequest<'_>) {
        self.count += 1;
        self.bytes += request.bytes;
        self.duration += request.duration;
        self.durations.add(request.duration);
    }

    fn tell(&self, Series { route, status, tier }: &Series) -> Value {
        json!({
            "route": route, "status": status, "tier": tier, "count": self.count, "bytes": self.bytes,
            "duration_us": u64::try_from(self.duration.as_micros()).unwrap_or(u64::MAX), "durations": self.durations,
        })
    }
}
