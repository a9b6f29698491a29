//! What happened on a day, added up: what stays when the raw events are long gone. Every engine adds up what
//! [`Rollup::of_event`] says of each event, so all of them give the same answers.

use std::ops::AddAssign;
use std::time::Duration;

use serde_json::Value;

use super::{BusEvent, DurationSketch};

/// What events have in common that are added up; empty where they have none. In the order in which sums are listed.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RollupKey {
    /// The UTC day, counted from 1970-01-01.
    pub day: i64,
    /// `story.created`, `api.request`, ...
    pub kind: String,
    /// The plan of whoever called or wished.
    pub tier: String,
    /// The story's readers, as in a wish.
    pub age_group: String,
    /// The story's pictures, as in a wish.
    pub style: String,
    /// What the story is told in: an ISO 639 code.
    pub language: String,
    /// The model's name in the configuration.
    pub model: String,
}

/// The sums of events. They stop at the largest number instead of wrapping.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RollupSums {
    /// How many of their type they stand for, as [`BusEvent::count`] says.
    pub count: u64,
    /// How long they took, in microseconds.
    pub duration_us: u64,
    /// How long each took.
    pub durations: DurationSketch,
    /// Bytes that were answered.
    pub bytes: u64,
    /// Tokens that models read.
    pub input_tokens: u64,
    /// Tokens that they wrote.
    pub output_tokens: u64,
    /// Pictures that they painted.
    pub pictures: u64,
    /// What they cost, in millionths of the configuration's currency.
    pub cost_micros: u64,
}

/// What some events of a day add up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rollup {
    pub key: RollupKey,
    pub sums: RollupSums,
}

impl Rollup {
    /// What one event adds, and to what.
    #[must_use]
    pub fn of_event(event: &BusEvent) -> Self {
        let text = |name: &str| event.data.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
        let number = |name: &str| event.data.get(name).and_then(Value::as_u64);
        let key = RollupKey {
            day: event.at.day(),
            kind: event.kind.clone(),
            tier: text("tier"),
            age_group: text("age_group"),
            style: text("style"),
            language: text("language"),
            model: text("model"),
        };
        let in_milliseconds = || number("duration_ms").map(|milliseconds| milliseconds.saturating_mul(1000));
        let duration_us = number("duration_us").or_else(in_milliseconds);
        let sums = RollupSums {
            count: event.count(),
            duration_us: duration_us.unwrap_or_default(),
            durations: durations(&event.data, duration_us),
            bytes: number("bytes").unwrap_or_default(),
            input_tokens: number("input_tokens").unwrap_or_default(),
            output_tokens: number("output_tokens").unwrap_or_default(),
            pictures: number("pictures").unwrap_or_default(),
            cost_micros: number("cost_micros").unwrap_or_default(),
        };
        Self { key, sums }
    }
}

/// The sketch that an event brings of what was counted together, or its own duration alone.
fn durations(data: &Value, duration_us: Option<u64>) -> DurationSketch {
    if let Some(told) = data.get("durations") {
        return serde_json::from_value(told.clone()).unwrap_or_default();
    }
    let mut own = DurationSketch::default();
    if let Some(microseconds) = duration_us {
        own.add(Duration::from_micros(microseconds));
    }
    own
}

/// What both add up to.
impl AddAssign<&Self> for RollupSums {
    fn add_assign(&mut self, other: &Self) {
        let Self { count, duration_us, durations, bytes, input_tokens, output_tokens, pictures, cost_micros } = other;
        self.durations += durations;
        for (sum, more) in [
            (&mut self.count, count),
            (&mut self.duration_us, duration_us),
            (&mut self.bytes, bytes),
            (&mut self.input_tokens, input_tokens),
            (&mut self.output_tokens, output_tokens),
            (&mut self.pictures, pictures),
            (&mut self.cost_micros, cost_micros),
        ] {
            *sum = sum.saturating_add(*more);
        }
    }
}
