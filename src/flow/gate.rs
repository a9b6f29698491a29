//! A pool's gate: where all of its waiting happens, so that waiting can be ordered, counted and cancelled.
//!
//! Mailboxes in ractor are unbounded, so a job carries a [`Credit`], taken here before the job is sent and freed by
//! drop: done, failed, panicked or killed alike. Nobody holds one credit while waiting for another: that is the
//! proof against deadlock. The capacity is the pool's size, so that a pool's own mailbox never holds a backlog.

use std::collections::{BTreeMap, HashMap};
use std::pin::Pin;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::task::{Context, Poll};
use std::time::Duration;

use metrics::{counter, gauge, histogram};
use tokio::sync::oneshot;
use tokio::time::Instant;

use crate::domain::StoryId;
use crate::metrics::{POOL_BUSY, POOL_SIZE, POOL_WAIT_SECONDS, POOL_WAITING, POOL_WAITS_TOO_LONG};

/// Who asks for a credit, and how urgently.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Need {
    /// Whose job.
    pub story: StoryId,
    /// Which scene of it.
    pub scene: u32,
    /// Smaller is granted first; equal ranks as they came. See [`crate::actors::run::schedule`].
    pub rank: i64,
}

/// The right to have one job in the pool. Dropping it lets the next one in.
#[derive(Debug)]
pub struct Credit {
    gate: Arc<Inner>,
}

/// A gate. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Gate {
    inner: Arc<Inner>,
}

/// How busy a gate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Load {
    /// Credits in all.
    pub size: usize,
    /// Credits in use; for a while more than `size` after shrinking, until running jobs finish.
    pub busy: usize,
    /// Jobs that wait.
    pub waiting: usize,
    /// How long the oldest of them has waited.
    pub oldest_wait: Duration,
}

#[derive(Debug)]
struct Inner {
    stage: &'static str,
    max_wait: Duration,
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    size: usize,
    busy: usize,
    next_ticket: u64,
    waiting: BTreeMap<Position, Waiter>,
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
struct Waiter {
    story: StoryId,
    scene: u32,
    since: Instant,
    grant: oneshot::Sender<Credit>,
}

impl Gate {
    /// A gate with `size` credits. A wait beyond `max_wait` is counted and logged; nothing is ever refused.
    #[must_use]
    pub fn new(stage: &'static str, size: usize, max_wait: Duration) -> Self {
        gauge!(POOL_SIZE, "stage" => stage).set(as_gauge(size));
        let empty = State { size, busy: 0, next_ticket: 0, waiting: BTreeMap::new(), ranks: HashMap::new() };
        Self { inner: Arc::new(Inner { stage, max_wait, state: Mutex::new(empty) }) }
    }

    /// Waits for a credit. Dropping the future gives up the position.
    pub async fn acquire(&self, need: Need) -> Credit {
        self.acquire_as(|| need).await
    }

    /// As [`Gate::acquire`], with a need that is asked for when the position is taken: a [`Gate::rerank`] on another thread
    /// comes either before it is known, or after it waits.
    pub async fn acquire_as(&self, need: impl FnOnce() -> Need) -> Credit {
        let since = Instant::now();
        let (need, entered) = self.enter(need, since);
        let credit = match entered {
            Ok(credit) => credit,
            Err(waiting) => waiting.await,
        };
        self.report_wait(need, since.elapsed());
        credit
    }

    /// Gives a story's waiting jobs new ranks: call it after what [`Gate::acquire_as`] asks for has changed.
    pub fn rerank(&self, story: StoryId, rank_of: impl Fn(u32) -> i64) {
        let mut state = self.inner.lock();
        let positions: Vec<Position> =
            state.waiting.iter().filter(|(_, waiter)| waiter.story == story).map(|(position, _)| *position).collect();
        for position in positions {
            if let Some(waiter) = state.waiting.remove(&position) {
                let moved = Position { rank: rank_of(waiter.scene), ticket: position.ticket };
                state.ranks.insert(moved.ticket, moved.rank);
                state.waiting.insert(moved, waiter);
            }
        }
    }

    /// Changes the number of credits. When there are fewer, running jobs finish first.
    pub fn resize(&self, size: usize) {
        gauge!(POOL_SIZE, "stage" => self.inner.stage).set(as_gauge(size));
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
    fn enter(&self, need: impl FnOnce() -> Need, since: Instant) -> (Need, Result<Credit, Waiting>) {
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
        let waiter = Waiter { story: need.story, scene: need.scene, since, grant };
        state.waiting.insert(Position { rank: need.rank, ticket }, waiter);
        state.ranks.insert(ticket, need.rank);
        self.inner.report(&state);
        (need, Err(Waiting { gate: Arc::clone(&self.inner), ticket, granted }))
    }

    fn report_wait(&self, need: Need, waited: Duration) {
        let stage = self.inner.stage;
        histogram!(POOL_WAIT_SECONDS, "stage" => stage).record(waited.as_secs_f64());
        if waited > self.inner.max_wait {
            counter!(POOL_WAITS_TOO_LONG, "stage" => stage).increment(1);
            tracing::warn!(stage, story.id = %need.story, scene = need.scene, waited_ms = waited.as_millis(), "a job waited too long");
        }
    }
}

impl Inner {
    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
            self.report(&state);
        }
        for (grant, credit) in grants {
            drop(grant.send(credit));
        }
    }

    fn report(&self, state: &State) {
        gauge!(POOL_BUSY, "stage" => self.stage).set(as_gauge(state.busy));
        gauge!(POOL_WAITING, "stage" => self.stage).set(as_gauge(state.waiting.len()));
    }
}

impl Drop for Credit {
    fn drop(&mut self) {
        self.gate.lock().busy -= 1;
        self.gate.grant_free();
    }
}

/// A position in the queue, given up by drop.
struct Waiting {
    gate: Arc<Inner>,
    ticket: u64,
    granted: oneshot::Receiver<Credit>,
}

impl Future for Waiting {
    type Output = Credit;

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Credit> {
        Pin::new(&mut self.granted)
            .poll(context)
            .map(|granted| granted.expect("a waiter leaves the queue only with its grant, and the gate outlives it"))
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        let mut state = self.gate.lock();
        if let Some(rank) = state.ranks.remove(&self.ticket) {
            state.waiting.remove(&Position { rank, ticket: self.ticket });
            self.gate.report(&state);
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a gauge of small counts")]
fn as_gauge(count: usize) -> f64 {
    count as f64
}
