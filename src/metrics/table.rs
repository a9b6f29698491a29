//! Each metric with its kind, unit, labels and description, once. `docs/metrics.md` is compared with it by a test.

use metrics::{Unit, describe_counter, describe_gauge, describe_histogram};

use super::label::{
    ACTOR, AGE_GROUP, ASPECT, CATEGORY, CAUSE, DATABASE, KIND, LISTENER, METHOD, MODEL, OUTCOME, REASON, ROUTE, STAGE,
    STATE, STATUS, TABLE, TYPE,
};
use super::names::{
    BUS_GAPS, CRITIQUE_SCORE, CRITIQUES, EVENTS_DROPPED, FIRST_SCENE_SECONDS, HTTP_CONNECTIONS,
    HTTP_CONNECTIONS_REFUSED, HTTP_REQUESTS, HTTP_SECONDS, LOG_LINES_DROPPED, MAILS, MAILS_AGE_SECONDS, MAILS_WAITING,
    MODEL_BREAKER_STATE, MODEL_CALLS, MODEL_CALLS_DECLINED, MODEL_COST, MODEL_RATE_WAIT_SECONDS, MODEL_SECONDS,
    OBJECTS_DAMAGED, OBJECTS_HELD, OBJECTS_MENDED, OBJECTS_SWEPT, OUTBOX_AGE_SECONDS, OUTBOX_PENDING, POOL_ADJUSTMENTS,
    POOL_BUSY, POOL_SERVICE_SECONDS, POOL_SIZE, POOL_WAIT_SECONDS, POOL_WAITING, POOL_WAITS_TOO_LONG, QUIET_PAGES,
    REDOS, RESTARTS, SCENE_LEVELS, STORE_BATCH, STORE_COMMIT_SECONDS, STORE_ERRORS, STORE_ROWS_UNREADABLE, STORIES,
    STORIES_ENDED, STORIES_REFUSED, STREAM_FRAMES, STREAM_GAPS, STREAMS, STREAMS_ENDED, WISHES_REJECTED,
};

/// What is known of a metric before anything is counted.
#[derive(Clone, Copy, Debug)]
pub struct Metric {
    /// As in `/metrics`.
    pub name: &'static str,
    pub kind: Kind,
    /// Of what, beyond the plain number of things that its name says.
    pub unit: Option<Unit>,
    /// The keys of its labels.
    pub labels: &'static [&'static str],
    /// For operators: lower case, no full stop.
    pub description: &'static str,
}

/// How a metric moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// Only ever grows; its name ends in `_total`.
    Counter,
    /// Goes up and down.
    Gauge,
    /// Samples in buckets.
    Histogram,
}

/// Every metric, by theme.
pub const ALL: [Metric; 48] = [
    gauge(POOL_BUSY, &[STAGE], "credits of a pool in use"),
    gauge(POOL_SIZE, &[STAGE], "credits of a pool in all"),
    gauge(POOL_WAITING, &[STAGE], "jobs waiting at a pool's gate"),
    seconds(POOL_WAIT_SECONDS, &[STAGE], "how long a job waited at its gate"),
    counter(POOL_WAITS_TOO_LONG, &[STAGE], "jobs that waited longer than the gate's max_wait"),
    seconds(POOL_SERVICE_SECONDS, &[STAGE], "how long a job took once it had its credit"),
    counter(POOL_ADJUSTMENTS, &[STAGE, REASON], "how often a pool that adapts has changed its size"),
    counter(RESTARTS, &[ACTOR, CAUSE], "actors started again"),
    gauge(STORIES, &[STATE], "stories waiting or being told on this node"),
    counter(STORIES_ENDED, &[OUTCOME], "stories that ended on this node"),
    counter(STORIES_REFUSED, &[REASON], "wishes that were not accepted"),
    counter(
        WISHES_REJECTED,
        &[CATEGORY],
        "wishes that are not for children, or in which a child may be asking for help",
    ),
    seconds(FIRST_SCENE_SECONDS, &[], "from a wish's acceptance to its first illustrated scene"),
    counter(QUIET_PAGES, &[], "scenes whose picture is a quiet page"),
    counter(SCENE_LEVELS, &[AGE_GROUP, OUTCOME], "scenes whose words were measured against their age band"),
    counter(MODEL_CALLS, &[KIND, MODEL, OUTCOME, CAUSE], "calls to models"),
    seconds(MODEL_SECONDS, &[KIND, MODEL], "how long calls to models took"),
    counter(MODEL_COST, &[KIND, MODEL], "what calls to models cost, in millionths of the budget's currency"),
    counter(
        MODEL_CALLS_DECLINED,
        &[KIND, MODEL, REASON],
        "calls to models that were not made, so that another is asked",
    ),
    seconds(MODEL_RATE_WAIT_SECONDS, &[KIND, MODEL], "how long calls waited until their provider's rate let them go"),
    gauge(MODEL_BREAKER_STATE, &[KIND, MODEL], "a model's breaker: 0 closed, 1 half-open (one call tries), 2 open"),
    counter(CRITIQUES, &[OUTCOME], "pictures that a critic looked at"),
    histogram(CRITIQUE_SCORE, Unit::Count, &[ASPECT], "how well a picture shows what it should, 0 to 10"),
    counter(REDOS, &[REASON, OUTCOME], "pictures that were painted again because of a critic"),
    gauge(STREAMS, &[], "open event streams"),
    counter(STREAM_FRAMES, &[], "event frames sent to readers"),
    counter(STREAMS_ENDED, &[REASON], "streams that ended; a reader who leaves ends none"),
    counter(STREAM_GAPS, &[], "streams that wait before an event that is missing in their story's log"),
    counter(HTTP_REQUESTS, &[ROUTE, METHOD, STATUS], "requests"),
    seconds(HTTP_SECONDS, &[ROUTE], "how long answers took, to their first byte"),
    gauge(HTTP_CONNECTIONS, &[LISTENER], "open connections"),
    counter(HTTP_CONNECTIONS_REFUSED, &[REASON], "connections refused"),
    histogram(STORE_BATCH, Unit::Count, &[DATABASE], "commands of one group commit"),
    seconds(STORE_COMMIT_SECONDS, &[DATABASE], "how long a group commit took"),
    counter(STORE_ERRORS, &[DATABASE, KIND], "calls that a database could not carry out"),
    counter(STORE_ROWS_UNREADABLE, &[TABLE], "rows passed over because they can't be read, once for each look"),
    gauge(OUTBOX_PENDING, &[DATABASE], "facts that wait in the database's outbox"),
    Metric {
        unit: Some(Unit::Seconds),
        ..gauge(OUTBOX_AGE_SECONDS, &[DATABASE], "age of the oldest fact in the database's outbox")
    },
    counter(MAILS, &[KIND, OUTCOME], "attempts to send a mail, and mails that were given up"),
    gauge(MAILS_WAITING, &[], "mails that wait in the queue"),
    Metric { unit: Some(Unit::Seconds), ..gauge(MAILS_AGE_SECONDS, &[], "age of the oldest mail in the queue") },
    counter(EVENTS_DROPPED, &[TYPE], "measurements dropped: their channel was full, or the bus did not take them"),
    counter(BUS_GAPS, &[OUTCOME], "gaps between records of the bus, by what became of them"),
    counter(OBJECTS_DAMAGED, &[REASON], "pictures that were not shown because their file is damaged or gone"),
    gauge(
        OBJECTS_HELD,
        &[],
        "unknown stories whose pictures the walk left, because they are too many, for an operator to look at",
    ),
    counter(OBJECTS_MENDED, &[], "damaged pictures that were painted anew as they had been"),
    counter(OBJECTS_SWEPT, &[], "objects that no log names, removed"),
    counter(LOG_LINES_DROPPED, &[REASON], "lines of the log that could not be written, or found no room to wait"),
];

/// Tells the recorder the unit and description of every metric. Call once, after the recorder is installed.
pub fn describe() {
    for Metric { name, kind, unit, description, .. } in ALL {
        let unit = unit.unwrap_or(Unit::Count);
        match kind {
            Kind::Counter => describe_counter!(name, unit, description),
            Kind::Gauge => describe_gauge!(name, unit, description),
            Kind::Histogram => describe_histogram!(name, unit, description),
        }
    }
}

const fn counter(name: &'static str, labels: &'static [&'static str], description: &'static str) -> Metric {
    Metric { name, kind: Kind::Counter, unit: None, labels, description }
}

const fn gauge(name: &'static str, labels: &'static [&'static str], description: &'static str) -> Metric {
    Metric { name, kind: Kind::Gauge, unit: None, labels, description }
}

const fn seconds(name: &'static str, labels: &'static [&'static str], description: &'static str) -> Metric {
    histogram(name, Unit::Seconds, labels, description)
}

const fn histogram(
    name: &'static str,
    unit: Unit,
    labels: &'static [&'static str],
    description: &'static str,
) -> Metric {
    Metric { name, kind: Kind::Histogram, unit: Some(unit), labels, description }
}
