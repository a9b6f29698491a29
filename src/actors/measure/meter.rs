//! Measurements on their way to the bus: requests, calls to models, errors. They hold no word of a wish.
//!
//! Whoever measures never waits and never fails: when the channel is full the newest measurement is dropped and
//! counted. Nothing that must be right is derived from them.

use std::time::Duration;

use metrics::counter;
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, Receiver, Sender};

use crate::domain::{BusEvent, EventId, NodeId, StoryId, Timestamp, Usage, UserId};
use crate::metrics::{EVENTS_DROPPED, label};

/// Measurements that may wait: about two seconds of a thousand requests each, in under 2 MiB, while the bus commits.
pub const CAPACITY: usize = 4096;

/// A request that was answered, as it is measured.
#[derive(Clone, Copy, Debug)]
pub struct ApiRequest<'a> {
    /// The route's pattern, such as `/v1/stories/{id}`, never the path itself.
    pub route: &'a str,
    /// `GET`, `POST`, ...
    pub method: &'a str,
    /// What was answered, 100 to 599.
    pub status: u16,
    /// From the request's head to the answer's.
    pub duration: Duration,
    /// Bytes of the answer's body, where they are known.
    pub bytes: u64,
    /// The caller's tier; `none` without a caller.
    pub tier: &'a str,
    pub user_id: Option<UserId>,
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
    /// `ok`, or as `ModelError::as_str` says.
    pub outcome: &'a str,
    pub story_id: Option<StoryId>,
}

/// Which part something went wrong in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// An answer of 500 or above.
    Api,
    /// A call to a model.
    Model,
    /// A call to the store.
    Database,
}

impl Family {
    const fn kind(self) -> &'static str {
        match self {
            Self::Api => "error.api",
            Self::Model => "error.model",
            Self::Database => "error.database",
        }
    }
}

/// Takes measurements. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Meter {
    node: NodeId,
    sender: Sender<BusEvent>,
}

/// A meter for `node`, and what [`publish`](super::publish::publish) reads its measurements from. At most `capacity`
/// wait ([`CAPACITY`]).
#[must_use]
pub fn channel(node: NodeId, capacity: usize) -> (Meter, Receiver<BusEvent>) {
    let (sender, receiver) = mpsc::channel(capacity);
    (Meter { node, sender }, receiver)
}

impl Meter {
    /// A request was answered.
    pub fn api_request(&self, request: ApiRequest<'_>) {
        let data = json!({
            "route": request.route, "method": request.method, "status": request.status,
            "duration_ms": milliseconds(request.duration), "bytes": request.bytes, "tier": request.tier,
        });
        self.measure("api.request", request.user_id, None, data);
    }

    /// A call to a model ended.
    pub fn model_inference(&self, call: ModelInference<'_>) {
        let usage = call.usage;
        let data = json!({
            "kind": call.kind, "model": call.model, "duration_ms": milliseconds(call.duration), "outcome": call.outcome,
            "input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens, "pictures": usage.pictures,
            "cost_micros": usage.cost_micros,
        });
        self.measure("model.inference", None, call.story_id, data);
    }

    /// Something went wrong; `code` is one of a few fixed words (`internal`, `timed_out`), never an error's text.
    pub fn error(&self, family: Family, code: &str, user_id: Option<UserId>, story_id: Option<StoryId>) {
        self.measure(family.kind(), user_id, story_id, json!({ "code": code }));
    }

    fn measure(&self, kind: &'static str, user_id: Option<UserId>, story_id: Option<StoryId>, data: Value) {
        let event = BusEvent {
            event_id: EventId::new(),
            kind: kind.to_owned(),
            at: Timestamp::now(),
            user_id,
            story_id,
            node: self.node,
            data,
        };
        if self.sender.try_send(event).is_err() {
            count_dropped(kind);
        }
    }
}

fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

pub(super) fn count_dropped(kind: &str) {
    counter!(EVENTS_DROPPED, label::TYPE => kind.to_owned()).increment(1);
}
