//! What a claim is made of, and what follows from it: whom a story waits for, and why it runs.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;

use futures_util::FutureExt;
use tokio::sync::OwnedSemaphorePermit;

use super::circles::Circle;
use super::message::Pending;
use crate::actors::run::context::SharedContext;
use crate::actors::run::{Purpose, RunArguments};
use crate::backends::store::{Claimed, Intent, OpenStory, StoreError};
use crate::domain::{Cause, StoryId};

/// A story that was accepted just now.
pub(super) fn accepted(story: StoryId, slot: OwnedSemaphorePermit) -> Pending {
    let (is_deleted, was_orphaned, circle, purpose) = (false, false, Circle::All, Purpose::Tell);
    Pending { story, epoch: 0, is_deleted, was_orphaned, circle, purpose, _slot: Some(slot) }
}

/// A story that was found in the store, of which so many starts may count.
pub(super) fn to_tell(open: &OpenStory, max_starts: u32, slot: Option<OwnedSemaphorePermit>) -> Pending {
    let circle = Circle::of(open.starts_if_claimed(), max_starts);
    pending(open, circle, Purpose::Tell, slot)
}

/// A story that was found in the store, and that nobody wants any more: it waits for nobody.
pub(super) fn to_cancel(open: &OpenStory) -> Pending {
    pending(open, Circle::All, Purpose::Cancel, None)
}

fn pending(open: &OpenStory, circle: Circle, purpose: Purpose, slot: Option<OwnedSemaphorePermit>) -> Pending {
    let (is_deleted, was_orphaned) = (open.intent == Some(Intent::Delete), open.claimant.is_some());
    Pending { story: open.story_id, epoch: open.epoch, is_deleted, was_orphaned, circle, purpose, _slot: slot }
}

/// Decides why a claimed story runs now.
pub(super) fn arguments(context: &SharedContext, pending: &Pending, claimed: Claimed) -> RunArguments {
    let head = claimed.log.last().map_or(0, |record| record.seq);
    let is_poisoned = claimed.starts >= context.options.max_starts;
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

/// A call that panics has failed, by its own fault: the actor waits for its answer.
pub(super) async fn survived<T>(call: impl Future<Output = Result<T, StoreError>>) -> Result<T, StoreError> {
    AssertUnwindSafe(call).catch_unwind().await.unwrap_or_else(|_| Err(StoreError::defect("the call panicked")))
}
