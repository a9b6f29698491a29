//! One shard on its way out. Pages are read once for all who are ready for them; each delivery is a task, and a fact is
//! forgotten when the last of those who get it has it.

use std::collections::HashSet;
use std::time::Duration;

use metrics::gauge;
use tokio::sync::watch;
use tokio::task::JoinSet;
use tokio::time::{Instant, sleep, sleep_until};

use super::lane::Lane;
use super::parcel::{Parcel, Recipient};
use super::relay::OutboxRelay;
use crate::backends::store::{OutboxPosition, PendingFact, StoreError};
use crate::domain::Timestamp;
use crate::flow::backoff::Backoff;
use crate::metrics::{OUTBOX_AGE_SECONDS, OUTBOX_PENDING, label};

/// Facts of a page: a commit of the bus and one of the store.
pub const BATCH: usize = 256;

/// A relay that nobody wakes looks after so long.
const POLL: Duration = Duration::from_secs(1);

/// How long a woken relay waits for more facts: its commits share the disk with the log's, so they should be few.
const LINGER: Duration = Duration::from_millis(50);

/// Waits while the store is away.
const STORE_WAIT: (Duration, Duration) = (Duration::from_millis(100), Duration::from_secs(5));

/// Deliveries of facts that not everybody has yet, which are remembered: in under 10 MiB, for an outage of the bus.
/// Beyond it all are forgotten and made again, which changes nothing.
const REMEMBERED: usize = 100_000;

/// The relay between two steps.
pub(super) struct Shard {
    with: OutboxRelay,
    lanes: Vec<(Recipient, Lane)>,
    /// Who has facts that not everybody has.
    arrived: HashSet<(OutboxPosition, Recipient)>,
    /// What everybody has, and is still in the outbox.
    finished: Vec<OutboxPosition>,
    running: JoinSet<(Parcel, Vec<bool>)>,
    wakes: watch::Receiver<()>,
    look_at: Instant,
    store_backoff: Backoff,
    /// When the gauges were last set.
    gauged: Option<Instant>,
}

impl Shard {
    pub(super) fn new(with: OutboxRelay) -> Self {
        Self {
            lanes: Recipient::all().map(|recipient| (recipient, Lane::new())).collect(),
            arrived: HashSet::new(),
            finished: Vec::new(),
            running: JoinSet::new(),
            wakes: with.relay.wakes(),
            look_at: Instant::now() + POLL,
            store_backoff: Backoff::new(STORE_WAIT.0, STORE_WAIT.1),
            gauged: None,
            with,
        }
    }

    /// One step: what can be done now, and then a wait for something more to do.
    pub(super) async fn go_on(&mut self) {
        match self.advance().await {
            Ok(()) => {
                self.store_backoff.reset();
                self.wait().await;
            }
            Err(error) => {
                let wait = self.store_backoff.next_wait();
                tracing::warn!(outbox = self.with.database, %error, ?wait, "outbox waits for the store");
                sleep(wait).await;
            }
        }
    }

    /// Reads on for all who are ready, until none is.
    async fn advance(&mut self) -> Result<(), StoreError> {
        self.forget_finished().await?;
        self.set_gauges().await?;
        loop {
            let ready = self.lanes.iter().filter(|(_, lane)| lane.is_ready());
            let Some(after) = ready.map(|(_, lane)| lane.done_to()).min() else { return Ok(()) };
            let page = self.with.outbox.pending(self.with.shard, after, BATCH).await?;
            self.offer(&page);
        }
    }

    /// Lets the outbox forget what everybody has.
    async fn forget_finished(&mut self) -> Result<(), StoreError> {
        if !self.finished.is_empty() {
            self.with.outbox.delivered(self.with.shard, &self.finished).await?;
            self.finished.clear();
        }
        Ok(())
    }

    /// Begins the delivery of a page to all who are ready for it.
    fn offer(&mut self, page: &[PendingFact]) {
        let (end, is_last) = (page.last().map(|pending| pending.position), page.len() < BATCH);
        for (recipient, lane) in &mut self.lanes {
            // one that is beyond this page waits for its own
            if !lane.is_ready() || (lane.done_to() > end && !is_last) {
                continue;
            }
            let its = page.iter().filter(|pending| recipient.gets(&pending.fact));
            let new = its.filter(|pending| !self.arrived.contains(&(pending.position, *recipient)));
            let facts: Vec<PendingFact> = new.cloned().collect();
            if facts.is_empty() {
                lane.advance(end, is_last);
            } else {
                lane.begin();
                let parcel = Parcel { to: *recipient, facts, end, is_last };
                self.running.spawn(parcel.deliver(self.with.clone()));
            }
        }
    }

    /// Until a delivery has ended, somebody wakes the relay, or it is time to look.
    async fn wait(&mut self) {
        let retries = self.lanes.iter().filter_map(|(_, lane)| lane.retry_at());
        let until = retries.chain([self.look_at]).min().unwrap_or(self.look_at);
        tokio::select! {
            Some(ended) = self.running.join_next() => {
                let (parcel, arrived) = ended.expect("a delivery catches its panics, and nobody aborts it");
                self.ended(&parcel, &arrived);
            }
            _ = self.wakes.changed() => {
                if self.running.is_empty() {
                    sleep(LINGER).await;
                    self.wakes.mark_unchanged();
                }
                self.lanes.iter_mut().for_each(|(_, lane)| lane.wake());
            }
            () = sleep_until(until) => {}
        }
        if self.look_at <= Instant::now() {
            self.look_again();
        }
    }

    fn ended(&mut self, parcel: &Parcel, arrived: &[bool]) {
        for (pending, _) in parcel.facts.iter().zip(arrived).filter(|(_, arrived)| **arrived) {
            self.note(parcel.to, pending);
        }
        if self.arrived.len() > REMEMBERED {
            self.arrived.clear();
        }
        let mut lanes = self.lanes.iter_mut().filter(|(recipient, _)| *recipient == parcel.to);
        let (_, lane) = lanes.next().expect("every recipient has a lane");
        if arrived.iter().all(|arrived| *arrived) {
            lane.advance(parcel.end, parcel.is_last);
        } else {
            let wait = lane.fail();
            tracing::debug!(outbox = self.with.database, to = ?parcel.to, ?wait, "facts wait in the outbox");
        }
    }

    /// One of those who get a fact has it: the last of them finishes it.
    fn note(&mut self, recipient: Recipient, PendingFact { position, fact }: &PendingFact) {
        self.arrived.insert((*position, recipient));
        let getting = || Recipient::all().filter(|recipient| recipient.gets(fact));
        if getting().all(|recipient| self.arrived.contains(&(*position, recipient))) {
            getting().for_each(|recipient| {
                self.arrived.remove(&(*position, recipient));
            });
            self.finished.push(*position);
        }
    }

    /// Nobody has woken the relay for a while. Where everything is delivered it begins anew: an engine that repairs its
    /// outbox may have put a fact before the end.
    fn look_again(&mut self) {
        self.look_at = Instant::now() + POLL;
        let is_empty = self.finished.is_empty() && self.lanes.iter().all(|(_, lane)| lane.is_at_end());
        for (_, lane) in &mut self.lanes {
            if is_empty { lane.rewind() } else { lane.wake() }
        }
    }

    /// At most once in a polling time, because counting reads the whole outbox; for all its shards at the first.
    async fn set_gauges(&mut self) -> Result<(), StoreError> {
        if self.with.shard > 0 || self.gauged.is_some_and(|at| at.elapsed() < POLL) {
            return Ok(());
        }
        let backlog = self.with.outbox.backlog().await?;
        let age = backlog.oldest.map_or(Duration::ZERO, |at| Timestamp::now().since(at));
        #[expect(clippy::cast_precision_loss, reason = "a gauge; exact to 2^53 facts")]
        gauge!(OUTBOX_PENDING, label::DATABASE => self.with.database).set(backlog.facts as f64);
        gauge!(OUTBOX_AGE_SECONDS, label::DATABASE => self.with.database).set(age.as_secs_f64());
        self.gauged = Some(Instant::now());
        Ok(())
    }
}
