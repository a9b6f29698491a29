//! The root of the supervisor tree: whoever dies is started again, after a back-off, as often as the budget allows.
//! When the budget is used up the process ends rather than sit half dead; what is durable goes on at the next start.

use std::sync::{Arc, PoisonError, RwLock};
use std::time::Duration;

use futures_util::future::BoxFuture;
use metrics::counter;
use ractor::{Actor, ActorCell, ActorId, ActorProcessingErr, ActorRef, Message, SpawnErr, SupervisionEvent};
use tokio::sync::oneshot;
use tokio::time::Instant;
use tokio_util::sync::CancellationToken;

use super::backoff::Backoff;
use crate::metrics::{RESTARTS, RestartCause, label};

/// Restarts of one actor within [`CALM`]. Ten with back-off are about a minute of trying.
const MAX_RESTARTS: u32 = 10;
/// An actor that lived so long has its budget back.
const CALM: Duration = Duration::from_mins(2);

/// Where a supervised actor is reached, also after it was started again. Cheap to clone.
pub struct Address<M> {
    current: Arc<RwLock<Option<ActorRef<M>>>>,
}

impl<M> Clone for Address<M> {
    fn clone(&self) -> Self {
        Self { current: Arc::clone(&self.current) }
    }
}

impl<M> Default for Address<M> {
    fn default() -> Self {
        Self { current: Arc::default() }
    }
}

impl<M: Message> Address<M> {
    /// The address of an actor that runs already.
    #[must_use]
    pub fn to(actor: ActorRef<M>) -> Self {
        let address = Self::default();
        address.set(actor);
        address
    }

    /// The actor was started, or started again.
    pub fn set(&self, actor: ActorRef<M>) {
        *self.current.write().unwrap_or_else(PoisonError::into_inner) = Some(actor);
    }

    /// The actor as it is reached now.
    #[must_use]
    pub fn get(&self) -> Option<ActorRef<M>> {
        self.current.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Sends a message. `false`: nobody is there now; whatever is durable is found by the next one's sweep.
    pub fn send(&self, message: M) -> bool {
        self.get().is_some_and(|actor| actor.cast(message).is_ok())
    }
}

/// How an actor is started under the supervisor.
pub type Start = Box<dyn Fn(ActorCell) -> BoxFuture<'static, Result<ActorCell, SpawnErr>> + Send>;

/// An actor to be kept alive.
pub struct Child {
    /// Its label in metrics and logs.
    pub name: &'static str,
    /// Starts it, and sets its address.
    pub start: Start,
}

/// The root of the tree: a stage that stops makes it stop the node.
pub struct Supervisor;

/// What the supervisor is told.
pub enum SupervisorMessage {
    /// Keep this actor alive; told once it was started for the first time.
    Adopt(Child, oneshot::Sender<()>),
    /// Start an actor again.
    Restart(usize),
}

/// Who is kept alive.
pub struct SupervisorState {
    children: Vec<Kept>,
    fatal: CancellationToken,
}

struct Kept {
    child: Child,
    actor: Option<ActorId>,
    started: Instant,
    backoff: Backoff,
}

impl Actor for Supervisor {
    type Msg = SupervisorMessage;
    type State = SupervisorState;
    /// Cancelled when a budget is used up.
    type Arguments = CancellationToken;

    async fn pre_start(
        &self,
        _myself: ActorRef<SupervisorMessage>,
        fatal: CancellationToken,
    ) -> Result<SupervisorState, ActorProcessingErr> {
        Ok(SupervisorState { children: Vec::new(), fatal })
    }

    async fn handle(
        &self,
        myself: ActorRef<SupervisorMessage>,
        message: SupervisorMessage,
        state: &mut SupervisorState,
    ) -> Result<(), ActorProcessingErr> {
        match message {
            SupervisorMessage::Adopt(child, started) => {
                let backoff = Backoff::new(Duration::from_millis(100), Duration::from_secs(15));
                state.children.push(Kept { child, actor: None, started: Instant::now(), backoff });
                state.start(state.children.len() - 1, &myself).await;
                // an error says that nobody waits for it
                let _ = started.send(());
            }
            SupervisorMessage::Restart(index) => state.start(index, &myself).await,
        }
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<SupervisorMessage>,
        event: SupervisionEvent,
        state: &mut SupervisorState,
    ) -> Result<(), ActorProcessingErr> {
        let (who, cause) = match event {
            SupervisionEvent::ActorFailed(who, _) => (who, RestartCause::Panic),
            SupervisionEvent::ActorTerminated(who, _, Some(reason)) if reason == "killed" => {
                (who, RestartCause::Killed)
            }
            _ => return Ok(()),
        };
        match state.children.iter().position(|kept| kept.actor == Some(who.get_id())) {
            Some(index) => state.lost(index, cause, &myself),
            None => state.give_up("pool"),
        }
        Ok(())
    }
}

impl SupervisorState {
    async fn start(&mut self, index: usize, myself: &ActorRef<SupervisorMessage>) {
        let Some(kept) = self.children.get_mut(index) else { return };
        match (kept.child.start)(myself.get_cell()).await {
            Ok(actor) => {
                kept.actor = Some(actor.get_id());
                kept.started = Instant::now();
            }
            Err(error) => {
                tracing::error!(actor = kept.child.name, %error, "an actor could not be started");
                self.lost(index, RestartCause::Start, myself);
            }
        }
    }

    fn lost(&mut self, index: usize, cause: RestartCause, myself: &ActorRef<SupervisorMessage>) {
        let kept = &mut self.children[index];
        kept.actor = None;
        if kept.started.elapsed() > CALM {
            kept.backoff.reset();
        }
        let wait = kept.backoff.next_wait();
        let name = kept.child.name;
        counter!(RESTARTS, label::ACTOR => name, label::CAUSE => cause.as_str()).increment(1);
        tracing::error!(
            actor = name,
            cause = cause.as_str(),
            wait_ms = wait.as_millis(),
            "an actor was lost and is started again"
        );
        if kept.backoff.attempts() > MAX_RESTARTS {
            return self.give_up(name);
        }
        let _sent_later = myself.send_after(wait, move || SupervisorMessage::Restart(index));
    }

    fn give_up(&self, name: &'static str) {
        tracing::error!(actor = name, "restarts are used up; the process ends");
        self.fatal.cancel();
    }
}
