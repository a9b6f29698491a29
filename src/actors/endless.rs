//! What actors do whose whole work is one endless task: the outbox's relay, analytics.
//!
//! Their handlers await nothing. The task lives in the [`JoinSet`] of the actor's state and so ends with the actor,
//! however that ends; a task that panics is started again, after a back-off, and counted.

use std::pin::Pin;
use std::time::Duration;

use metrics::counter;
use ractor::ActorRef;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use super::backoff::Backoff;
use crate::metrics::RESTARTS;

/// Restarts wait half a second at first and a minute at most.
const RESTART_WAIT: (Duration, Duration) = (Duration::from_millis(500), Duration::from_mins(1));

/// The only message of such an actor: its task ended, though it never should.
#[derive(Debug)]
pub struct Ended;

/// Starts the task; it ends soon after its token is cancelled.
type Start = Box<dyn Fn(CancellationToken) -> Pin<Box<dyn Future<Output = ()> + Send>> + Send>;

/// The state of such an actor.
pub struct Endless {
    name: &'static str,
    myself: ActorRef<Ended>,
    start: Start,
    /// Cancelled when the actor stops or is dropped.
    stop: CancellationToken,
    tasks: JoinSet<()>,
    backoff: Backoff,
}

impl Endless {
    /// Starts the task of an actor; `name` is its label in metrics and logs.
    pub fn start<F: Future<Output = ()> + Send + 'static>(
        name: &'static str,
        myself: ActorRef<Ended>,
        start: impl Fn(CancellationToken) -> F + Send + 'static,
    ) -> Self {
        let mut endless = Self {
            name,
            myself,
            start: Box::new(move |stop| Box::pin(start(stop))),
            stop: CancellationToken::new(),
            tasks: JoinSet::new(),
            backoff: Backoff::new(RESTART_WAIT.0, RESTART_WAIT.1),
        };
        endless.spawn(Duration::ZERO);
        endless
    }

    /// Call it for [`Ended`].
    pub fn restart(&mut self) {
        if self.stop.is_cancelled() {
            return;
        }
        while self.tasks.try_join_next().is_some() {}
        counter!(RESTARTS, "actor" => self.name, "cause" => "panic").increment(1);
        let wait = self.backoff.next_wait();
        tracing::error!(actor = self.name, ?wait, "task ended and is started again");
        self.spawn(wait);
    }

    /// Call it in `post_stop`: lets the task finish its step, as long as the caller waits.
    pub async fn end(&mut self) {
        self.stop.cancel();
        while self.tasks.join_next().await.is_some() {}
    }

    fn spawn(&mut self, wait: Duration) {
        let stop = self.stop.clone();
        let task = (self.start)(stop.clone());
        let tell = TellOnDrop(self.myself.clone());
        self.tasks.spawn(async move {
            let _tell = tell;
            if stop.run_until_cancelled(tokio::time::sleep(wait)).await.is_some() {
                task.await;
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
