//! How facts of a page reach one of those who get them. A panic on the way is a delivery that failed.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::join_all;
use ractor::ActorRef;
use ractor::rpc::CallResult;
use tokio::time::timeout;

use super::relay::OutboxRelay;
use crate::actors::notification::{self, Tell};
use crate::backends::store::{OutboxPosition, PendingFact};
use crate::domain::{BusEvent, Topic};

/// A bus that takes longer counts as away. What it has taken meanwhile it gets again.
const PUBLISH_LIMIT: Duration = Duration::from_secs(30);

/// One who gets facts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Recipient {
    /// All facts, for their notices.
    Readers,
    /// The facts of a topic.
    Bus(Topic),
}

impl Recipient {
    /// Each of them once.
    pub(super) fn all() -> impl Iterator<Item = Self> {
        std::iter::once(Self::Readers).chain(Topic::ALL.map(Self::Bus))
    }

    /// Whether this fact is for it.
    pub(super) fn gets(self, fact: &BusEvent) -> bool {
        self == Self::Readers || self == Self::Bus(fact.topic())
    }
}

/// Facts of a page for one of them, in their order.
pub(super) struct Parcel {
    pub(super) to: Recipient,
    pub(super) facts: Vec<PendingFact>,
    pub(super) end: Option<OutboxPosition>,
    /// Whether the page was the shard's last.
    pub(super) is_last: bool,
}

impl Parcel {
    /// Hands the facts over. Those that arrived are marked: of a topic all or none.
    pub(super) async fn deliver(self, with: OutboxRelay) -> (Self, Vec<bool>) {
        let arrived = AssertUnwindSafe(self.hand_over(&with)).catch_unwind().await;
        let none = || vec![false; self.facts.len()];
        let arrived = arrived.unwrap_or_else(|_| none());
        (self, arrived)
    }

    async fn hand_over(&self, with: &OutboxRelay) -> Vec<bool> {
        match self.to {
            Recipient::Readers => self.tell(with).await,
            Recipient::Bus(topic) => vec![self.publish(with, topic).await; self.facts.len()],
        }
    }

    /// To the notification actor, all at once.
    async fn tell(&self, with: &OutboxRelay) -> Vec<bool> {
        match with.notification.get() {
            Some(notification) => join_all(self.facts.iter().map(|pending| tell(&notification, &pending.fact))).await,
            None => vec![false; self.facts.len()],
        }
    }

    async fn publish(&self, with: &OutboxRelay, topic: Topic) -> bool {
        let (bus, events) = (Arc::clone(&with.bus), self.facts.iter().map(|pending| pending.fact.clone()));
        let events: Vec<BusEvent> = events.collect();
        let topic_name = topic.as_str();
        match timeout(PUBLISH_LIMIT, bus.publish(topic, &events)).await {
            Ok(Ok(())) => return true,
            Ok(Err(error)) => tracing::warn!(topic = topic_name, %error, "the bus did not take facts"),
            Err(_) => tracing::warn!(topic = topic_name, limit = ?PUBLISH_LIMIT, "the bus does not answer"),
        }
        false
    }
}

/// Whether the notification actor is done with a fact.
async fn tell(notification: &ActorRef<Tell>, fact: &BusEvent) -> bool {
    let event = fact.clone();
    let answer = notification.call(|reply| Tell { event, reply }, Some(notification::LIMIT)).await;
    matches!(answer, Ok(CallResult::Success(true)))
}
