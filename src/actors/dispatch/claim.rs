//! What a claim is made of, and what follows from it: why a story runs, and what counts against it.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::OwnedSemaphorePermit;

use super::message::Pending;
use crate::actors::measure::model_call::Cause;
use crate::actors::run::context::SharedContext;
use crate::actors::run::{Purpose, RunArguments};
use crate::backends::store::{Claimed, OpenStory, StoreError};

/// A story that was found in the store, to be claimed.
pub(super) fn pending(story: &OpenStory, purpose: Purpose, slot: Option<OwnedSemaphorePermit>) -> Pending {
    let was_orphaned = story.claimant.is_some();
    Pending { story: story.story_id, epoch: story.epoch, was_orphaned, purpose, _slot: slot }
}

/// Counts a start against a story whose last owner died with it, and decides why it runs now.
pub(super) fn arguments(context: &SharedContext, pending: &Pending, mut claimed: Claimed) -> RunArguments {
    let head = claimed.log.last().map_or(0, |record| record.seq);
    let work = &mut claimed.work;
    if pending.was_orphaned {
        let is_stuck = work.starts_at == head;
        work.starts = if is_stuck { work.starts + 1 } else { 1 };
        work.starts_at = head;
    }
    let is_poisoned = work.starts >= context.options.max_starts;
    let purpose = match pending.purpose {
        Purpose::Tell if claimed.intent.is_some() => Purpose::Cancel,
        Purpose::Tell if is_poisoned => Purpose::Fail,
        purpose => purpose,
    };
    let again = match head {
        _ if pending.was_orphaned => Cause::AfterCrash,
        0..=1 => Cause::First,
        _ => Cause::AfterRelease,
    };
    RunArguments { context: Arc::clone(context), claimed, purpose, again, on_growth: None }
}

/// A call that panics has failed: the actor waits for its answer.
pub(super) async fn survived<T>(call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    AssertUnwindSafe(call).catch_unwind().await.unwrap_or_else(|_| Err(StoreError::unavailable("the call panicked")))
}
