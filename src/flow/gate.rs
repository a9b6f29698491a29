//! A pool's gate: where all of its waiting happens, so that waiting can be ordered, counted and cancelled.
//!
//! Mailboxes in ractor are unbounded, so a job carries a [`Credit`], taken here before the job is sent and freed by
//! drop: done, failed, panicked or killed alike. Nobody holds one credit while waiting for another: that is the
//! proof against deadlock. The capacity is the pool's size, so that a pool's own mailbox never holds a backlog.

use std::collections::{BTreeMap, HashMap};
use std::fmt::Display;
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use metrics::{counter, gauge, histogram};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::metrics::{POOL_BUSY, POOL_SIZE, POOL_WAIT_SECONDS, POOL_WAITING, POOL_WAITS_TOO_LONG, label};

/// Who asks for a credit, and how urgently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need<K> {
    /// Whose job: what [`Gate::rerank`] tells waiting jobs apart by. Several jobs may have the same key.
    pub key: K,
    /// Smaller is granted first; equal ranks as they came.
    pub rank: i64,
}

/// What names a job in a gate. It is written to the log when its job waits too long.
pub trait Key: Copy + Display + Send + 'static {}

impl<K: Copy + Display + Send + 'static> Key for K {}

/// The right to have one job in the pool. Dropping it lets the next one in.
#[derive(Debug)]
pub struct Credit<K: Key> {
    gate: Arc<Inner<K>>,
}

/// A gate. Cheap to clone.
#[derive(Debug)]
pub struct Gate<K: Key> {
    inner: Arc<Inner<K>>,
}

impl<K: Key> Clone for Gate<K> {
    fn clone(&self) -> Self {
        Self { inner: Arc::clone(&self.inner) }
    }
}

/// How busy a gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    pub size: usize,
    /// Credits in use; for a while more than `size` after shrinking, until running jobs finish.
    pub busy: usize,
    pub waiting: usize,
    /// How long the oldest of them has waited.
    pub oldest_wait: Duration,
}

#[derive(Debug)]
struct Inner<K: Key> {
    stage: &'static str,
    max_wait: Duration,
    state: Mutex<State<K>>,
}

#[derive(Debug)]
struct State<K: Key> {
    size: usize,
    busy: usize,
    next_ticket: u64,
    waiting: BTreeMap<Position, Waiter<K>>,
    /// The rank under which each ticket waits, so that giving up a position needs no search.
    ranks: HashMap<u64, i64>,
}

/// A position in the queue: by rank, then as they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Position {
    rank: i64,
    ticket: u64,
}

#[derive(Debug)]
struct Waiter<K: Key> {
    key: K,
    since: Instant,
    grant: oneshot::Sender<Credit<K>>,
}

impl<K: Key> Gate<K> {
    /// A gate with `size` credits. A wait beyond `max_wait` is counted and logged; nothing is ever refused.
    #[must_use]
    pub fn new(stage: &'static str, size: usize, max_wait: Duration) -> Self {
        gauge!(POOL_SIZE, label::STAGE => stage).set(as_gauge(size));
        let empty = State { size, busy: 0, next_ticket: 0, waiting: BTreeMap::new(), ranks: HashMap::new() };
        Self { inner: Arc::new(Inner { stage, max_wait, state: Mutex::new(empty) }) }
    }

    /// Waits for a credit. Dropping the future gives up the position.
    pub async fn acquire(&self, need: Need<K>) -> Credit<K> {
        self.acquire_as(|| need).await
    }

    /// As [`Gate::acquire`], with a need that is asked for when the position is taken: a [`Gate::rerank`] on another
    /// thread comes either before it is known, or after it waits.
    pub async fn acquire_as(&self, need: impl FnOnce() -> Need<K>) -> Credit<K> {
        let since = Instant::now();
        let (need, entered) = self.enter(need, since);
        let credit = match entered {
            Ok(credit) => credit,
            Err(waiting) => waiting.await,
        };
        self.report_wait(need, since.elapsed());
        credit
    }

    /// Gives waiting jobs new ranks, those whose key `rank_of` knows one for: call it after what [`Gate::acquire_as`]
    /// asks for has changed.
    pub fn rerank(&self, rank_of: impl Fn(K) -> Option<i64>) {
        let mut state = self.inner.lock();
        let ranked: Vec<(Position, i64)> =
            state.waiting.iter().filter_map(|(position, waiter)| Some((*position, rank_of(waiter.key)?))).collect();
        for (position, rank) in ranked {
            state.rerank(position, rank);
        }
        state.assert_counts();
    }

    /// Changes the number of credits. When there are fewer, running jobs finish first.
    pub fn resize(&self, size: usize) {
        gauge!(POOL_SIZE, label::STAGE => self.inner.stage).set(as_gauge(size));
        self.inner.lock().size = size;
        self.inner.grant_free();
    }

    /// How busy it is now.
    #[must_use]
    pub fn load(&self) -> Load {
        let state = self.inner.lock();
        let oldest = state.waiting.values().map(|waiter| waiter.since).min();
        Load {
            size: state.size,
            busy: state.busy,
            waiting: state.waiting.len(),
            oldest_wait: oldest.map_or(Duration::ZERO, |since| since.elapsed()),
        }
    }

    /// A credit at once when one is free and nobody waits; else a position in the queue.
    fn enter(&self, need: impl FnOnce() -> Need<K>, since: Instant) -> (Need<K>, Result<Credit<K>, Waiting<K>>) {
        let mut state = self.inner.lock();
        let need = need();
        if state.busy < state.size && state.waiting.is_empty() {
            state.busy += 1;
            self.inner.report(&state);
            return (need, Ok(Credit { gate: Arc::clone(&self.inner) }));
        }
        let (grant, granted) = oneshot::channel();
        let ticket = state.next_ticket;
        state.next_ticket += 1;
        let waiter = Waiter { key: need.key, since, grant };
        state.waiting.insert(Position { rank: need.rank, ticket }, waiter);
        state.ranks.insert(ticket, need.rank);
        state.assert_counts();
        self.inner.report(&state);
        (need, Err(Waiting { gate: Arc::clone(&self.inner), ticket, granted }))
    }

    fn report_wait(&self, need: Need<K>, waited: Duration) {
        let stage = self.inner.stage;
        histogram!(POOL_WAIT_SECONDS, label::STAGE => stage).record(waited.as_secs_f64());
        if waited > self.inner.max_wait {
            counter!(POOL_WAITS_TOO_LONG, label::STAGE => stage).increment(1);
            tracing::warn!(stage, job = %need.key, waited_ms = waited.as_millis(), "a job waited too long");
        }
    }
}

impl<K: Key> State<K> {
    fn rerank(&mut self, position: Position, rank: i64) {
        let waiter = self.waiting.remove(&position).expect("its position was read under the same lock");
        self.ranks.insert(position.ticket, rank);
        self.waiting.insert(Position { rank, ..position }, waiter);
    }

    /// Whoever waits has exactly one position. Called under the lock, after every change.
    fn assert_counts(&self) {
        debug_assert_eq!(self.ranks.len(), self.waiting.len(), "a ticket without its position, or the reverse");
    }
}

impl<K: Key> Inner<K> {
    fn lock(&self) -> MutexGuard<'_, State<K>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn free_one(&self) {
        let mut state = self.lock();
        debug_assert!(state.busy > 0, "a credit was freed that nobody had");
        state.busy -= 1;
    }

    /// Hands out free credits, most urgent first. A grant that nobody receives is freed again by its drop, outside
    /// the lock, which comes back here.
    fn grant_free(self: &Arc<Self>) {
        let mut grants = Vec::new();
        {
            let mut state = self.lock();
            while state.busy < state.size {
                let Some((position, waiter)) = state.waiting.pop_first() else { break };
                state.ranks.remove(&position.ticket);
                state.busy += 1;
                grants.push((waiter.grant, Credit { gate: Arc::clone(self) }));
            }
            debug_assert!(state.waiting.is_empty() || state.busy >= state.size, "a credit is free while a job waits");
            state.assert_counts();
            self.report(&state);
        }
        for (grant, credit) in grants {
            drop(grant.send(credit));
        }
    }

    fn report(&self, state: &State<K>) {
        gauge!(POOL_BUSY, label::STAGE => self.stage).set(as_gauge(state.busy));
        gauge!(POOL_WAITING, label::STAGE => self.stage).set(as_gauge(state.waiting.len()));
    }
}

impl<K: Key> Drop for Credit<K> {
    fn drop(&mut self) {
        self.gate.free_one();
        self.gate.grant_free();
    }
}

/// A position in the queue, given up by drop.
struct Waiting<K: Key> {
    gate: Arc<Inner<K>>,
    ticket: u64,
    granted: oneshot::Receiver<Credit<K>>,
}

impl<K: Key> Future for Waiting<K> {
    type Output = Credit<K>;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Credit<K>> {
        Pin::new(&mut self.granted)
            .poll(context)
            .map(|granted| granted.expect("a waiter leaves the queue only with its grant, and the gate outlives it"))
    }
}

impl<K: Key> Drop for Waiting<K> {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        if let Some(rank) = state.ranks.remove(&self.ticket) {
            state.waiting.remove(&Position { rank, ticket: self.ticket });
            state.assert_counts();
            self.gate.report(&state);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a gauge of small counts")]
fn as_gauge(count: usize) -> f64 {
    count as f64
}
