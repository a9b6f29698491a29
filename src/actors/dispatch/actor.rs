//! [`RunSupervisor`]: the actor that claims stories and starts, tells and ends their runs. Its calls to the store are
//! tasks in its state, which report to it by message, whatever becomes of them.

use std::time::Duration;

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::task::JoinSet;

use super::message::{DispatchArguments, DispatchMessage};
use super::state::DispatchState;
use crate::actors::run::{Ending, RunMessage};

/// How often the store is asked for stories that nobody told this actor of.
const SWEEP_EVERY: Duration = Duration::from_secs(5);

/// The dispatch stage: claims stories, and supervises their runs.
pub struct RunSupervisor;

impl Actor for RunSupervisor {
    type Msg = DispatchMessage;
    type State = DispatchState;
    type Arguments = DispatchArguments;

    async fn pre_start(
        &self,
        myself: ActorRef<DispatchMessage>,
        arguments: DispatchArguments,
    ) -> Result<DispatchState, ActorProcessingErr> {
        let mut tasks = JoinSet::new();
        tasks.spawn(async move {
            let mut ticks = tokio::time::interval(SWEEP_EVERY);
            loop {
                ticks.tick().await;
                if myself.cast(DispatchMessage::Sweep).is_err() {
                    return;
                }
            }
        });
        Ok(DispatchState::new(arguments, tasks))
    }

    async fn handle(
        &self,
        myself: ActorRef<DispatchMessage>,
        message: DispatchMessage,
        state: &mut DispatchState,
    ) -> Result<(), ActorProcessingErr> {
        state.reap();
        match message {
            DispatchMessage::Queued(story, slot) => state.accepted(story, slot),
            DispatchMessage::Intended(story) => state.intended(story, &myself),
            DispatchMessage::ReaderAt(story, scene) => state.tell_run(story, RunMessage::ReaderAt(scene)),
            DispatchMessage::Sweep => state.sweep(&myself),
            DispatchMessage::Swept(found) => state.swept(found, &myself),
            DispatchMessage::Claimed(pending, result) => state.claimed(pending, *result, &myself).await,
            DispatchMessage::Closed(story, result) => state.closed(story, result, &myself),
            DispatchMessage::Cooled(story, pending) => state.cooled(story, pending, &myself),
            DispatchMessage::Cleared(story) => state.cleared(story),
            DispatchMessage::Drain(drained) => state.drain(drained),
            DispatchMessage::GiveUp => state.tell_all(|| RunMessage::GiveUp),
        }
        state.go_on(&myself);
        Ok(())
    }

    async fn post_stop(
        &self,
        _myself: ActorRef<DispatchMessage>,
        state: &mut DispatchState,
    ) -> Result<(), ActorProcessingErr> {
        state.shutdown().await;
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        myself: ActorRef<DispatchMessage>,
        event: SupervisionEvent,
        state: &mut DispatchState,
    ) -> Result<(), ActorProcessingErr> {
        let (actor, ending) = match event {
            SupervisionEvent::ActorTerminated(actor, _, reason) => {
                (actor, reason.and_then(|text| Ending::parse(&text)))
            }
            SupervisionEvent::ActorFailed(actor, _) => (actor, None),
            _ => return Ok(()),
        };
        if state.run_ended(actor.get_id(), ending, &myself) {
            state.go_on(&myself);
        }
        Ok(())
    }
}
