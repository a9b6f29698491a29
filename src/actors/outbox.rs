//! The outbox's relay: hands every stored fact to the notification actor and to the bus, then lets the outbox forget it.
//!
//! Facts go to the bus in their order, at least once. **A notice never waits for the bus**: while the bus is away or
//! slow, facts behind those that it owes are told all the same, and the outbox grows, on disk.

use std::collections::HashSet;
use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use futures_util::future::join_all;
use metrics::gauge;
use ractor::ActorRef;
use ractor::rpc::CallResult;
use tokio::sync::Notify;
use tokio::time::{Instant, sleep, timeout};
use tokio_util::sync::CancellationToken;

use super::notification::{self, Tell};
use crate::backends::bus::{Bus, BusError};
use crate::backends::store::{Outbox, PendingFact, Position, StoreError};
use crate::domain::{BusEvent, EventId, Timestamp};
use crate::flow::background::BackgroundTask;
use crate::flow::backoff::Backoff;
use crate::flow::supervise::Address;
use crate::metrics::{OUTBOX_AGE_SECONDS, OUTBOX_PENDING};

/// Facts of one round: a commit of the bus and one of the store.
pub const BATCH: usize = 256;

/// A relay that nobody wakes looks after so long.
const POLL: Duration = Duration::from_secs(1);

/// How long a woken relay waits for more facts: its commits share the disk with the log's, so they should be few.
const LINGER: Duration = Duration::from_millis(50);

/// A bus that takes longer counts as away. What it has taken meanwhile it gets again.
const PUBLISH_LIMIT: Duration = Duration::from_secs(30);

/// Waits while the bus or the store is away.
const WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// Told facts that are remembered while the bus owes them, in under 4 MiB. Beyond it all are forgotten and told again,
/// which changes nothing.
const REMEMBERED: usize = 100_000;

/// Wakes the relay after facts were stored. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Relay(Arc<Notify>);

impl Relay {
    /// There may be facts.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// The stage's work.
#[derive(Clone)]
pub struct OutboxRelay {
    /// Where the facts are.
    pub outbox: Arc<dyn Outbox>,
    /// Which of its shards is emptied.
    pub shard: u32,
    /// Gets every fact.
    pub bus: Arc<dyn Bus>,
    /// Gets every fact. The supervisor puts the new address here when it starts that actor again.
    pub notification: Address<Tell>,
    /// Wakes the relay.
    pub relay: Relay,
}

impl BackgroundTask for OutboxRelay {
    const NAME: &'static str = "outbox";

    /// Relays facts as they come. Errors are waited out.
    async fn run(self, stop: CancellationToken) {
        let mut relaying = Relaying::new(self);
        let endless = async {
            loop {
                relaying.round_and_wait().await;
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

/// What a round found.
enum Round {
    /// As many facts as fit, and all are delivered: there are more.
    Full,
    /// No more facts, or none that can be delivered now.
    Idle,
}

/// The relay between two rounds.
struct Relaying {
    with: OutboxRelay,
    /// Told, and still in the outbox.
    told: HashSet<EventId>,
    /// The last position told ahead of the bus.
    ahead: Option<Position>,
    /// More facts came while the bus was busy.
    is_woken: bool,
    /// On the bus, and still in the outbox because it could not be told.
    published: HashSet<EventId>,
    /// While the bus is away: when it is tried again.
    bus_retry: Option<Instant>,
    bus_backoff: Backoff,
    store_backoff: Backoff,
    /// When the gauges were last set.
    gauged: Option<Instant>,
}

impl Relaying {
    fn new(with: OutboxRelay) -> Self {
        Self {
            with,
            told: HashSet::new(),
            ahead: None,
            is_woken: false,
            published: HashSet::new(),
            bus_retry: None,
            bus_backoff: Backoff::new(WAIT.0, WAIT.1),
            store_backoff: Backoff::new(WAIT.0, WAIT.1),
            gauged: None,
        }
    }

    async fn round_and_wait(&mut self) {
        let round = self.round().await;
        if round.is_ok() {
            self.store_backoff.reset();
        }
        match round {
            Ok(Round::Full) => {}
            Ok(Round::Idle) => {
                let retry = self.bus_retry.map_or(POLL, |at| at.saturating_duration_since(Instant::now()).min(POLL));
                if timeout(retry, self.with.relay.0.notified()).await.is_ok() {
                    sleep(LINGER).await;
                }
            }
            Err(error) => {
                let wait = self.store_backoff.next_wait();
                tracing::warn!(%error, ?wait, "outbox waits for the store");
                sleep(wait).await;
            }
        }
    }

    async fn round(&mut self) -> Result<Round, StoreError> {
        self.set_gauges().await?;
        let facts = self.pending(None).await?;
        if facts.is_empty() {
            self.told.clear();
            self.published.clear();
            self.ahead = None;
            return Ok(Round::Idle);
        }
        self.tell(&facts).await;
        self.publish(&facts).await?;
        self.forget_delivered(&facts).await
    }

    async fn pending(&self, after: Option<Position>) -> Result<Vec<PendingFact>, StoreError> {
        self.with.outbox.pending(self.with.shard, after, BATCH).await
    }

    /// Hands facts to the notification actor, all at once, but for those that it has stored already.
    async fn tell(&mut self, facts: &[PendingFact]) {
        if self.told.len() > REMEMBERED {
            self.told.clear();
        }
        let facts = facts.iter().map(|pending| &pending.fact);
        let new: Vec<&BusEvent> = facts.filter(|fact| !self.told.contains(&fact.event_id)).collect();
        let Some(notification) = self.with.notification.get() else { return };
        let told = join_all(new.iter().map(|fact| tell(&notification, fact))).await;
        self.told.extend(new.iter().zip(told).filter(|(_, told)| *told).map(|(fact, _)| fact.event_id));
    }

    /// Hands facts to the bus in their order, and meanwhile tells those that come after them.
    async fn publish(&mut self, facts: &[PendingFact]) -> Result<(), StoreError> {
        if self.bus_retry.is_some_and(|at| Instant::now() < at) {
            return self.tell_ahead(facts).await;
        }
        let new = facts.iter().map(|pending| &pending.fact);
        let new: Vec<BusEvent> = new.filter(|fact| !self.published.contains(&fact.event_id)).cloned().collect();
        if new.is_empty() {
            return Ok(());
        }
        let bus = Arc::clone(&self.with.bus);
        let (outcome, told) = {
            let mut publishing = pin!(timeout(PUBLISH_LIMIT, bus.publish(&new)));
            let mut telling = pin!(self.tell_whoever_comes(facts));
            tokio::select! {
                biased;
                outcome = &mut publishing => (outcome, Ok(())),
                error = &mut telling => (publishing.await, Err(error)),
            }
        };
        if std::mem::take(&mut self.is_woken) {
            // for the round that publishes them
            self.with.relay.wake();
        }
        match outcome.unwrap_or_else(|late| Err(BusError(late.into()))) {
            Ok(()) => {
                self.published.extend(new.iter().map(|fact| fact.event_id));
                self.bus_retry = None;
                self.bus_backoff.reset();
                told
            }
            Err(error) => {
                let wait = self.bus_backoff.next_wait();
                tracing::warn!(%error, ?wait, "outbox waits for the bus");
                self.bus_retry = Some(Instant::now() + wait);
                told?;
                self.tell_ahead(facts).await
            }
        }
    }

    /// Tells the facts behind the first ones whenever there are more, until the store does not answer.
    async fn tell_whoever_comes(&mut self, first: &[PendingFact]) -> StoreError {
        let relay = self.with.relay.clone();
        loop {
            relay.0.notified().await;
            self.is_woken = true;
            if let Err(error) = self.tell_ahead(first).await {
                return error;
            }
        }
    }

    /// Tells the facts behind the first ones, to the outbox's end or the first that can't be told.
    async fn tell_ahead(&mut self, first: &[PendingFact]) -> Result<(), StoreError> {
        let mut after = self.ahead.max(first.last().map(|pending| pending.position));
        loop {
            let facts = self.pending(after).await?;
            self.tell(&facts).await;
            match facts.last() {
                Some(last) if facts.iter().all(|pending| self.told.contains(&pending.fact.event_id)) => {
                    after = Some(last.position);
                }
                _ => return Ok(()),
            }
            self.ahead = after;
        }
    }

    /// Lets the outbox forget what was both told and published.
    async fn forget_delivered(&mut self, facts: &[PendingFact]) -> Result<Round, StoreError> {
        let is_done = |id: &EventId| self.told.contains(id) && self.published.contains(id);
        let done: Vec<&PendingFact> = facts.iter().filter(|pending| is_done(&pending.fact.event_id)).collect();
        if !done.is_empty() {
            let positions: Vec<Position> = done.iter().map(|pending| pending.position).collect();
            self.with.outbox.delivered(self.with.shard, &positions).await?;
        }
        for pending in &done {
            self.told.remove(&pending.fact.event_id);
            self.published.remove(&pending.fact.event_id);
        }
        Ok(if done.len() == BATCH { Round::Full } else { Round::Idle })
    }

    /// At most once in a polling time, because counting reads the whole outbox.
    async fn set_gauges(&mut self) -> Result<(), StoreError> {
        if self.gauged.is_some_and(|at| at.elapsed() < POLL) {
            return Ok(());
        }
        let backlog = self.with.outbox.backlog().await?;
        let age = backlog.oldest.map_or(Duration::ZERO, |at| Timestamp::now().since(at));
        #[expect(clippy::cast_precision_loss, reason = "a gauge; exact to 2^53 facts")]
        gauge!(OUTBOX_PENDING).set(backlog.facts as f64);
        gauge!(OUTBOX_AGE_SECONDS).set(age.as_secs_f64());
        self.gauged = Some(Instant::now());
        Ok(())
    }
}

/// Whether the notification actor is done with a fact.
async fn tell(notification: &ActorRef<Tell>, fact: &BusEvent) -> bool {
    let event = fact.clone();
    let answer = notification.call(|reply| Tell { event, reply }, Some(notification::LIMIT)).await;
    matches!(answer, Ok(CallResult::Success(true)))
}
