//! What is counted and told once a minute, so that nobody can fill a disk by asking: requests by route, status and
//! tier, judgements of wishes by model and outcome, errors of both by their code. Counting takes a lock on a map.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use serde_json::{Value, json};

use crate::domain::{DurationSketch, StoryId, Topic, Usage};

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

/// A call to a model that has ended.
#[derive(Clone, Copy, Debug)]
pub struct ModelInference<'a> {
    /// `words`, `picture`, `moderation`.
    pub kind: &'a str,
    pub model: &'a str,
    /// From the call to its last byte.
    pub duration: Duration,
    /// What it used, where it answered.
    pub usage: Usage,
    /// As [`CallOutcome::as_str`](crate::domain::CallOutcome::as_str) says.
    pub outcome: &'a str,
    pub story_id: Option<StoryId>,
}

/// What was counted since it was told last.
#[derive(Debug, Default)]
pub struct Tally {
    requests: Mutex<HashMap<Series, Sums>>,
    calls: Mutex<HashMap<Asked, CallSums>>,
    /// By type and code.
    errors: Mutex<HashMap<(&'static str, String), u64>>,
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

/// What calls to models that are counted together have in common.
#[derive(Debug, PartialEq, Eq, Hash)]
struct Asked {
    kind: String,
    model: String,
    outcome: String,
}

#[derive(Debug, Default)]
struct CallSums {
    count: u64,
    usage: Usage,
    duration: Duration,
    durations: DurationSketch,
}

impl Tally {
    pub(super) fn request(&self, request: ApiRequest<'_>) {
        let ApiRequest { route, status, tier, .. } = request;
        let mut requests = lock(&self.requests);
        let mut series = Series { route, status, tier: tier.to_owned() };
        if requests.len() >= SERIES && !requests.contains_key(&series) {
            series.route = OTHER;
        }
        requests.entry(series).or_default().add(request);
    }

    pub(super) fn call(&self, call: ModelInference<'_>) {
        let ModelInference { kind, model, outcome, duration, usage, .. } = call;
        let asked = Asked { kind: kind.to_owned(), model: model.to_owned(), outcome: outcome.to_owned() };
        let mut calls = lock(&self.calls);
        let sums = calls.entry(asked).or_default();
        sums.count += 1;
        sums.usage += usage;
        sums.duration += duration;
        sums.durations.add(duration);
    }

    pub(super) fn error(&self, kind: &'static str, code: &str) {
        *lock(&self.errors).entry((kind, code.to_owned())).or_default() += 1;
    }

    /// The types and data of the events that tell a topic what was counted; the count begins anew.
    pub(super) fn take(&self, topic: Topic) -> Vec<(&'static str, Value)> {
        match topic {
            Topic::Performance => {
                let (requests, calls) = (take(&self.requests), take(&self.calls));
                let told = requests.iter().map(|(series, sums)| ("api.request", sums.tell(series)));
                told.chain(calls.iter().map(|(asked, sums)| ("model.inference", sums.tell(asked)))).collect()
            }
            Topic::Errors => {
                let tell = |((kind, code), count)| (kind, json!({ "code": code, "count": count }));
                take(&self.errors).into_iter().map(tell).collect()
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

impl CallSums {
    fn tell(&self, Asked { kind, model, outcome }: &Asked) -> Value {
        let Usage { input_tokens, output_tokens, pictures, cost_micros, .. } = self.usage;
        json!({
            "kind": kind, "model": model, "outcome": outcome, "count": self.count,
            "duration_ms": milliseconds(self.duration), "durations": self.durations, "input_tokens": input_tokens,
            "output_tokens": output_tokens, "pictures": pictures, "cost_micros": cost_micros,
        })
    }
}

fn lock<Counted>(counted: &Mutex<Counted>) -> MutexGuard<'_, Counted> {
    counted.lock().unwrap_or_else(PoisonError::into_inner)
}

fn take<Counted: Default>(counted: &Mutex<Counted>) -> Counted {
    std::mem::take(&mut *lock(counted))
}

pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
