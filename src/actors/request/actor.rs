//! The stage's actor: a task for each wish, with those of one idempotency key one after another.

use ractor::{Actor, ActorProcessingErr, ActorRef, SupervisionEvent};
use tokio::task::JoinSet;
use tracing::Instrument;

use super::admission::Admission;
use super::message::Submit;
use crate::flow::keyed_lock::KeyedLock;

/// The stage that accepts wishes.
pub struct Request;

/// Wishes on their way.
pub struct RequestState {
    admission: Admission,
    /// By idempotency key: a repeat that comes while the first is on its way waits for it and then finds its story, so
    /// that the slot in the queue that the first took is not missing for it.
    lock: KeyedLock<[u8; 32]>,
    tasks: JoinSet<()>,
}

impl Actor for Request {
    type Msg = Submit;
    type State = RequestState;
    type Arguments = Admission;

    async fn pre_start(
        &self,
        _myself: ActorRef<Submit>,
        admission: Admission,
    ) -> Result<RequestState, ActorProcessingErr> {
        Ok(RequestState { admission, lock: KeyedLock::default(), tasks: JoinSet::new() })
    }

    async fn handle(
        &self,
        _myself: ActorRef<Submit>,
        Submit { submission, answer, span }: Submit,
        state: &mut RequestState,
    ) -> Result<(), ActorProcessingErr> {
        while state.tasks.try_join_next().is_some() {}
        let (admission, lock) = (state.admission.clone(), state.lock.clone());
        let wish = async move {
            let key = admission.hashed(&submission);
            let _until_answered = match &key {
                Some(key) => Some(lock.take(key.key).await),
                None => None,
            };
            let result = admission.accept(submission, key).await;
            if let Err(refusal) = &result {
                refusal.count();
            }
            // an error says that the caller has left; an accepted story is told all the same
            let _ = answer.send(result);
        };
        state.tasks.spawn(wish.instrument(span));
        Ok(())
    }

    async fn post_stop(&self, _myself: ActorRef<Submit>, state: &mut RequestState) -> Result<(), ActorProcessingErr> {
        // a wish that is being made durable gets its answer
        while state.tasks.join_next().await.is_some() {}
        Ok(())
    }

    async fn handle_supervisor_evt(
        &self,
        _myself: ActorRef<Submit>,
        _event: SupervisionEvent,
        _state: &mut RequestState,
    ) -> Result<(), ActorProcessingErr> {
        Ok(())
    }
}
