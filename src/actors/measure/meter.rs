//! Measurements on their way to the bus: requests, calls to models, errors. They hold no word of a wish.
//!
//! Whoever measures never waits and never fails. What anybody can make happen by asking is added up and told once a
//! minute ([`super::tally`]); the rest goes, one by one, into its topic's channel, and when that is full the newest is
//! dropped and counted. Nothing that must be right is derived from measurements.

use std::sync::Arc;

use metrics::counter;
use serde_json::{Value, json};
use tokio::sync::mpsc::{self, Receiver, Sender};

pub use super::tally::{ApiRequest, ModelInference};
use super::tally::{Tally, milliseconds};
use crate::domain::{BusEvent, EventId, NodeId, StoryId, Timestamp, Topic, UserId};
use crate::metrics::{EVENTS_DROPPED, label};

/// Measurements of a topic that may wait: about a minute of 64 stories, each asking models once a second, in under
/// 2 MiB, while the bus commits.
pub const CAPACITY: usize = 4096;

/// Which part something went wrong in. What goes wrong for a caller is told by [`Meter::api_error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Family {
    /// A call to a model.
    Model,
    /// A call to the store.
    Database,
}

impl Family {
    const fn kind(self) -> &'static str {
        match self {
            Self::Model => "error.model",
            Self::Database => "error.database",
        }
    }
}

/// Takes measurements. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Meter {
    node: NodeId,
    tally: Arc<Tally>,
    performance: Sender<BusEvent>,
    errors: Sender<BusEvent>,
    /// Whether calls to models are told with the minute, and not one by one.
    adds_up: bool,
}

/// What was measured for one topic, to be published.
#[derive(Debug)]
pub struct Measurements {
    pub topic: Topic,
    pub(super) node: NodeId,
    pub(super) tally: Arc<Tally>,
    pub(super) waiting: Receiver<BusEvent>,
}

/// A meter for `node`, and what a [`Publisher`](super::publish::Publisher) for each topic reads. At most `capacity`
/// wait in each ([`CAPACITY`]).
#[must_use]
pub fn channel(node: NodeId, capacity: usize) -> (Meter, [Measurements; 2]) {
    let tally = Arc::<Tally>::default();
    let of = |topic| {
        let (sender, waiting) = mpsc::channel(capacity);
        (sender, Measurements { topic, node, tally: Arc::clone(&tally), waiting })
    };
    let ((performance, calls), (errors, mistakes)) = (of(Topic::Performance), of(Topic::Errors));
    let meter = Meter { node, tally: Arc::clone(&tally), performance, errors, adds_up: false };
    (meter, [calls, mistakes])
}

impl Meter {
    /// The same, for calls that anybody can cause by asking: they and their errors are told once a minute, too.
    #[must_use]
    pub fn adding_up(&self) -> Self {
        Self { adds_up: true, ..self.clone() }
    }

    /// A request was answered.
    pub fn api_request(&self, request: ApiRequest<'_>) {
        self.tally.request(request);
    }

    /// It was answered by 500 or above; `code` is the problem's.
    pub fn api_error(&self, code: &'static str) {
        self.tally.error("error.api", code);
    }

    /// A call to a model ended.
    pub fn model_inference(&self, call: ModelInference<'_>) {
        if self.adds_up {
            return self.tally.call(call);
        }
        let usage = call.usage;
        let data = json!({
            "kind": call.kind, "model": call.model, "duration_ms": milliseconds(call.duration), "outcome": call.outcome,
            "input_tokens": usage.input_tokens, "output_tokens": usage.output_tokens, "pictures": usage.pictures,
            "cost_micros": usage.cost_micros,
        });
        send(&self.performance, self.event("model.inference", None, call.story_id, data));
    }

    /// Something went wrong; `code` is one of a few fixed words (`internal`, `timed_out`), never an error's text.
    pub fn error(&self, family: Family, code: &str, user_id: Option<UserId>, story_id: Option<StoryId>) {
        if self.adds_up {
            return self.tally.error(family.kind(), code);
        }
        send(&self.errors, self.event(family.kind(), user_id, story_id, json!({ "code": code })));
    }

    fn event(&self, kind: &str, user_id: Option<UserId>, story_id: Option<StoryId>, data: Value) -> BusEvent {
        event(self.node, kind, user_id, story_id, data)
    }
}

impl Measurements {
    /// What was counted since the last time, as of now.
    pub(super) fn told(&self) -> impl Iterator<Item = BusEvent> {
        let counted = self.tally.take(self.topic).into_iter();
        counted.map(|(kind, data)| event(self.node, kind, None, None, data))
    }
}

fn event(node: NodeId, kind: &str, user_id: Option<UserId>, story_id: Option<StoryId>, data: Value) -> BusEvent {
    BusEvent { event_id: EventId::new(), kind: kind.to_owned(), at: Timestamp::now(), user_id, story_id, node, data }
}

fn send(channel: &Sender<BusEvent>, event: BusEvent) {
    if let Err(refused) = channel.try_send(event) {
        count_dropped(&refused.into_inner());
    }
}

/// Counts what a measurement that reached nobody stood for.
pub(super) fn count_dropped(event: &BusEvent) {
    counter!(EVENTS_DROPPED, label::TYPE => event.kind.clone()).increment(event.count());
}
