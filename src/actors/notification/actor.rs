//! The actor: each fact is a task of its own, which ends when every channel has it.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort, SupervisionEvent};
use tokio::task::JoinSet;

use super::channel::Channel;
use crate::domain::BusEvent;

/// How long telling a fact may take; after that it is handed over again.
pub const LIMIT: Duration = Duration::from_secs(10);

/// A fact to tell, where it is one of those that are told.
#[derive(Debug)]
pub struct Tell {
    pub event: BusEvent,
    /// Whether it is durable with its reader, or need not be. `false`, or no answer: hand it over again.
    pub reply: RpcReplyPort<bool>,
}

/// The stage that turns a fact into what its reader is told.
pub struct Notification;

/// What is being told. As many facts as the relay hands over at once.
pub struct NotificationState {
    channels: Vec<Arc<dyn Channel>>,
    tasks: JoinSet<()>,
}

impl Actor for Notification {
    type Msg = Tell;
    type State = NotificationState;
    type Arguments = Vec<Arc<dyn Channel>>;

    async fn pre_start(&self, _: ActorRef<Tell>, channels: Self::Arguments) -> Result<Self::State, ActorProcessingErr> {
        Ok(NotificationState { channels, tasks: JoinSet::new() })
    }

    async fn handle(&self, _: ActorRef<Tell>, tell: Tell, state: &mut Self::State) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        state.tasks.spawn(tell_by_all(state.channels.clone(), tell));
        Ok(())
    }

    async fn post_stop(&self, _: ActorRef<Tell>, state: &mut Self::State) -> Result<(), ActorProcessingErr> {
        state.tasks.shutdown().await;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _: ActorRef<Tell>,
        _: SupervisionEvent,
        _: &mut Self::State,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}

/// One channel's trouble keeps no other from telling; the fact comes again.
async fn tell_by_all(channels: Vec<Arc<dyn Channel>>, Tell { event, reply }: Tell) {
    let mut is_told = true;
    for channel in channels {
        if let Err(error) = channel.tell(&event).await {
            tracing::warn!(%error, kind = event.kind, "a reader was not told");
            is_told = false;
        }
    }
    // Nobody waits any more: the fact comes again.
    let _gone = reply.send(is_told);
}
