//! The notification stage tells readers what happened to their stories: an in-app notice for each story that was
//! completed or has failed. A notice has the id of its fact, so that a fact handed over twice is told once.
//!
//! Capacity: as many notices at once as relays hand over, a page of 256 facts for each shard of each outbox: written
//! together, they share a few group commits of the store.

use std::sync::Arc;
use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef, RpcReplyPort, SupervisionEvent};
use tokio::task::JoinSet;

use crate::backends::store::{Notice, Notices};
use crate::domain::BusEvent;

/// How long a fact's notice may take; after that it is handed over again.
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

/// The notices that are being written. As many as the relay hands over at once.
pub struct NotificationState {
    notices: Arc<dyn Notices>,
    tasks: JoinSet<()>,
}

impl Actor for Notification {
    type Msg = Tell;
    type State = NotificationState;
    type Arguments = Arc<dyn Notices>;

    async fn pre_start(&self, _: ActorRef<Tell>, notices: Self::Arguments) -> Result<Self::State, ActorProcessingErr> {
        Ok(NotificationState { notices, tasks: JoinSet::new() })
    }

    async fn handle(&self, _: ActorRef<Tell>, tell: Tell, state: &mut Self::State) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        match notice(&tell.event) {
            Some(notice) => {
                state.tasks.spawn(put(Arc::clone(&state.notices), notice, tell.reply));
            }
            None => answer(tell.reply, true),
        }
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

/// The notice of a fact; `None` for those that readers are not told of.
fn notice(event: &BusEvent) -> Option<Notice> {
    if !matches!(event.kind.as_str(), "story.completed" | "story.failed") {
        return None;
    }
    Some(Notice {
        id: event.event_id,
        user: event.user_id?,
        kind: event.kind.clone(),
        story_id: event.story_id,
        at: event.at,
        read: false,
    })
}

async fn put(notices: Arc<dyn Notices>, notice: Notice, reply: RpcReplyPort<bool>) {
    let outcome = notices.put(notice).await;
    if let Err(error) = &outcome {
        tracing::warn!(%error, "notice not stored");
    }
    answer(reply, outcome.is_ok());
}

fn answer(reply: RpcReplyPort<bool>, stored: bool) {
    // Nobody waits any more: the fact comes again.
    let _gone = reply.send(stored);
}
