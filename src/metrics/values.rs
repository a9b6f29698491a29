//! What the value of each label may be: a table that `docs/metrics.md` and the code are compared with by a test. Where
//! the values are an enum's, the test takes them from there.

use strum::{IntoStaticStr, VariantNames};

use super::label::{
    ACTOR, AGE_GROUP, ASPECT, CATEGORY, CAUSE, DATABASE, KIND, LISTENER, METHOD, MODEL, OUTCOME, REASON, ROUTE, STAGE,
    STATE, STATUS, TABLE, TYPE,
};
use super::names::{
    BUS_GAPS, CRITIQUES, HTTP_CONNECTIONS_REFUSED, LOG_LINES_DROPPED, MAILS, MODEL_BREAKER_STATE, MODEL_CALLS,
    MODEL_CALLS_DECLINED, MODEL_COST, MODEL_RATE_WAIT_SECONDS, MODEL_SECONDS, OBJECTS_DAMAGED, POOL_ADJUSTMENTS, REDOS,
    RESTARTS, SCENE_LEVELS, STORE_ERRORS, STORIES_ENDED, STORIES_REFUSED, STREAMS_ENDED,
};

/// Why an actor or a worker was started again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub enum RestartCause {
    /// It panicked, or its task ended though it never should.
    Panic,
    /// Somebody killed it from outside.
    Killed,
    /// It could not be started, and is tried again.
    Start,
}

impl RestartCause {
    /// The value, as it stands in `/metrics`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// The values of a label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Bounded by what this sentence says.
    Bounded(&'static str),
}

/// A label with its values.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// One of [`super::label`].
    pub label: &'static str,
    /// In these metrics; empty: in all that have the label.
    pub of: &'static [&'static str],
    pub values: Values,
}

/// Every label's values, by label.
pub const ALL: [Row; 34] = [
    everywhere(
        ACTOR,
        Values::OneOf(&[
            "analytics",
            "dispatch",
            "illustration",
            "mail",
            "maintenance",
            "measure",
            "mending",
            "notification",
            "outbox",
            "request",
            "run",
            "scene",
            "storage",
            "wish_spend",
        ]),
    ),
    everywhere(AGE_GROUP, Values::OneOf(&["3-5", "6-8", "9-12"])),
    everywhere(ASPECT, Values::OneOf(&["identity", "heroes", "feeling", "place", "purity"])),
    everywhere(
        CATEGORY,
        Values::OneOf(&["violence", "sexual", "danger", "hate", "personal_data", "drugs", "profanity", "help"]),
    ),
    Row { label: CAUSE, of: &[RESTARTS], values: Values::OneOf(RestartCause::VARIANTS) },
    Row {
        label: CAUSE,
        of: &[MODEL_CALLS],
        values: Values::OneOf(&["first", "retry", "hedge", "after_crash", "after_release"]),
    },
    everywhere(DATABASE, Values::OneOf(&["store", "accounts", "analytics"])),
    Row {
        label: KIND,
        of: &[
            MODEL_CALLS,
            MODEL_SECONDS,
            MODEL_COST,
            MODEL_CALLS_DECLINED,
            MODEL_RATE_WAIT_SECONDS,
            MODEL_BREAKER_STATE,
        ],
        values: Values::OneOf(&["words", "picture", "moderation", "critique"]),
    },
    Row {
        label: KIND,
        of: &[STORE_ERRORS],
        values: Values::OneOf(&["unavailable", "key_away", "corrupt", "newer", "defect"]),
    },
    Row {
        label: KIND,
        of: &[MAILS],
        values: Values::OneOf(&[
            "verify",
            "reset",
            "new_device",
            "story_completed",
            "purchase",
            "renewal",
            "payment_trouble",
            "cancellation",
            "plan_change",
            "deletion",
        ]),
    },
    everywhere(LISTENER, Values::OneOf(&["readers", "operators"])),
    everywhere(METHOD, Values::OneOf(&["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "other"])),
    everywhere(MODEL, Values::Bounded("a model's name in the configuration")),
    Row { label: OUTCOME, of: &[STORIES_ENDED], values: Values::OneOf(&["completed", "failed", "cancelled"]) },
    Row {
        label: OUTCOME,
        of: &[MODEL_CALLS],
        values: Values::OneOf(&[
            "ok",
            "dropped",
            "hedged",
            "refused",
            "unavailable",
            "rejected",
            "broke_off",
            "timed_out",
            "unusable",
        ]),
    },
    Row { label: OUTCOME, of: &[BUS_GAPS], values: Values::OneOf(&["read_again", "forgotten", "lost"]) },
    Row { label: OUTCOME, of: &[SCENE_LEVELS], values: Values::OneOf(&["fits", "missed", "rewritten"]) },
    Row { label: OUTCOME, of: &[CRITIQUES], values: Values::OneOf(&["good", "bad", "none"]) },
    Row { label: OUTCOME, of: &[REDOS], values: Values::OneOf(&["better", "worse", "failed", "refused"]) },
    Row {
        label: OUTCOME,
        of: &[MAILS],
        values: Values::OneOf(&["sent", "away", "put_off", "refused", "unknown", "given_up"]),
    },
    Row {
        label: REASON,
        of: &[REDOS],
        values: Values::OneOf(&["identity", "heroes", "feeling", "place", "unwanted", "outlier"]),
    },
    Row {
        label: REASON,
        of: &[STORIES_REFUSED],
        values: Values::OneOf(&[
            "invalid_request",
            "unsupported_language",
            "content_rejected",
            "idempotency_key_reused",
            "story_deleted",
            "daily_limit",
            "stories_at_once",
            "queue_full",
            "draining",
            "unavailable",
            "store_error",
        ]),
    },
    Row {
        label: REASON,
        of: &[HTTP_CONNECTIONS_REFUSED],
        values: Values::OneOf(&["connections", "connections_per_address"]),
    },
    Row {
        label: REASON,
        of: &[STREAMS_ENDED],
        values: Values::OneOf(&["story_ended", "damaged", "deleted", "signed_out", "expired", "draining"]),
    },
    Row {
        label: REASON,
        of: &[MODEL_CALLS_DECLINED],
        values: Values::OneOf(&["breaker_open", "rate", "retry_budget"]),
    },
    Row { label: REASON, of: &[POOL_ADJUSTMENTS], values: Values::OneOf(&["quick", "slow", "overloaded"]) },
    Row { label: REASON, of: &[OBJECTS_DAMAGED], values: Values::OneOf(&["rotten", "missing"]) },
    Row { label: REASON, of: &[LOG_LINES_DROPPED], values: Values::OneOf(&["buffer_full", "write_failed"]) },
    everywhere(ROUTE, Values::Bounded("the pattern of a route, as in the served contract, or `unknown`")),
    everywhere(STAGE, Values::OneOf(&["request", "scene", "illustration", "storage", "critique"])),
    everywhere(STATE, Values::OneOf(&["queued", "running"])),
    everywhere(STATUS, Values::Bounded("the number of an answer's status")),
    everywhere(TABLE, Values::Bounded("a table of the database whose rows can't be read")),
    everywhere(TYPE, Values::OneOf(&["api.request", "model.inference", "error.api", "error.model", "error.database"])),
];

const fn everywhere(label: &'static str, values: Values) -> Row {
    Row { label, of: &[], values }
}
