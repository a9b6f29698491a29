//! The actor of every stage whose whole work is one endless task: the outbox's relay, analytics, maintenance.
//!
//! Its handlers await nothing. The task lives in the [`JoinSet`] of the actor's state and so ends with the actor,
//! however that ends; a task that panics is started again, after a back-off, and counted.

use std::marker::PhantomData;
use std::time::Duration;

use metrics::counter;
use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::task::JoinSet;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::backoff::Backoff;
use crate::metrics::{RESTARTS, RestartCause, label};

/// Restarts wait half a second at first and a minute at most.
const RESTART_WAIT: (Duration, Duration) = (Duration::from_millis(500), Duration::from_mins(1));
/// A task that lived so long is started again as after a first failure.
const CALM: Duration = Duration::from_mins(10);

/// Work that goes on for as long as its actor lives.
pub trait BackgroundTask: Clone + Send + Sync + 'static {
    /// The actor's label in metrics and logs.
    const NAME: &'static str;

    /// Works until `stop` is cancelled, and then ends soon. What goes wrong meanwhile is waited out.
    fn run(self, stop: CancellationToken) -> impl Future<Output = ()> + Send;
}

/// The only message of the actor: its task ended, though it never should.
#[derive(Debug)]
pub struct Ended;

/// The actor that drives one endless task.
pub struct Background<Task>(PhantomData<fn() -> Task>);

impl<Task> Background<Task> {
    /// An actor that runs the task it is started with.
    #[must_use]
    pub const fn new() -> Self {
        Self(PhantomData)
    }
}

impl<Task> Default for Background<Task> {
    fn default() -> Self {
        Self::new()
    }
}

/// The task as it runs.
pub struct BackgroundState<Task> {
    myself: ActorRef<Ended>,
    task: Task,
    /// Cancelled when the actor stops; a dropped one ends its task by force.
    stop: CancellationToken,
    running: JoinSet<()>,
    started: Instant,
    backoff: Backoff,
}

impl<Task: BackgroundTask> Actor for Background<Task> {
    type Msg = Ended;
    type State = BackgroundState<Task>;
    type Arguments = Task;

    async fn pre_start(
        &self,
        myself: ActorRef<Ended>,
        task: Task,
    ) -> Result<BackgroundState<Task>, ActorProcessingErr> {
        let (stop, running) = (CancellationToken::new(), JoinSet::new());
        let backoff = Backoff::new(RESTART_WAIT.0, RESTART_WAIT.1);
        let mut state = BackgroundState { myself, task, stop, running, started: Instant::now(), backoff };
        state.spawn(Duration::ZERO);
        Ok(state)
    }

    async fn handle(
        &self,
        _myself: ActorRef<Ended>,
        _ended: Ended,
        state: &mut BackgroundState<Task>,
    ) -> Result<(), ActorProcessingErr> {
        state.restart();
        Ok(())
    }

    /// Tells the task to end, and waits for it as long as whoever stops the actor waits.
    async fn post_stop(
        &self,
        _myself: ActorRef<Ended>,
        state: &mut BackgroundState<Task>,
    ) -> Result<(), ActorProcessingErr> {
        state.stop.cancel();
        while state.running.join_next().await.is_some() {}
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorRef<Ended>,
        _event: SupervisionEvent,
        _state: &mut BackgroundState<Task>,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

impl<Task: BackgroundTask> BackgroundState<Task> {
    fn restart(&mut self) {
        if self.stop.is_cancelled() {
            return;
        }
        while self.running.try_join_next().is_some() {}
        counter!(RESTARTS, label::ACTOR => Task::NAME, label::CAUSE => RestartCause::Panic.as_str()).increment(1);
        if self.started.elapsed() > CALM {
            self.backoff.reset();
        }
        let wait = self.backoff.next_wait();
        tracing::error!(actor = Task::NAME, ?wait, "task ended and is started again");
        self.spawn(wait);
    }

    fn spawn(&mut self, wait: Duration) {
        self.started = Instant::now() + wait;
        let (stop, task) = (self.stop.clone(), self.task.clone());
        let tell = TellOnDrop(self.myself.clone());
        self.running.spawn(async move {
            let _tell = tell;
            if stop.run_until_cancelled(tokio::time::sleep(wait)).await.is_some() {
                task.run(stop).await;
            }
        });
    }
}

/// Tells the actor that its task is gone: returned, panicked or dropped alike.
struct TellOnDrop(ActorRef<Ended>);

impl Drop for TellOnDrop {
    fn drop(&mut self) {
        // A stopped actor need not know.
        let _stopped = self.0.cast(Ended);
    }
}
