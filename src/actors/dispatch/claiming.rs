//! Claiming a story, and what comes of it: a run, another attempt after a rest, or, of a story that can't be read, its
//! end without a run.

use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use ractor::ActorRef;

use super::claim::{arguments, survived};
use super::message::{DispatchMessage, Pending};
use super::run_queue::Standing;
use super::state::DispatchState;
use crate::backends::store::{Claimed, StoreError, StoreErrorKind};
use crate::domain::{StoryId, StoryStatus, Timestamp};
use crate::flow::backoff::Backoff;
use crate::metrics::{STORIES_ENDED, label};

/// A run that was lost, or a claim that failed, waits before the next attempt.
const RETRY: (Duration, Duration) = (Duration::from_millis(200), Duration::from_secs(30));

impl DispatchState {
    pub(super) fn claim(&mut self, pending: Pending, myself: &ActorRef<DispatchMessage>) {
        self.queue.put(pending.story, Standing::Claiming(pending.purpose));
        let context = Arc::clone(&self.with.context);
        self.spawn(myself, async move {
            let result = survived(context.store.claims.claim(pending.story, pending.epoch, context.claimant)).await;
            DispatchMessage::Claimed(pending, Box::new(result))
        });
    }

    pub(super) async fn claimed(
        &mut self,
        pending: Pending,
        result: Result<Option<Claimed>, StoreError>,
        myself: &ActorRef<DispatchMessage>,
    ) {
        let story = pending.story;
        self.queue.take(story);
        if result.is_ok() {
            self.lost_claims.remove(&story);
        }
        self.sweep.moved.insert(story);
        if self.unheard.remove(&story) {
            self.sweep(myself);
        }
        match result {
            // a node that drains runs it only to give it up
            Ok(Some(claimed)) => {
                self.run(story, arguments(&self.with.context, &pending, claimed), myself).await;
            }
            // somebody else was faster, or it is gone: the next sweep sees
            Ok(None) => {
                self.backoffs.remove(&story);
                self.queue.end_turn(story);
            }
            Err(error) if may_be_waited_out(&error, &pending) => {
                tracing::warn!(story.id = %story, %error, "a story can't be claimed now; waiting");
                self.queue.end_turn(story);
                // without its key nothing was written: there is no outcome to learn, and no slot to be kept for it
                let repeated = (error.kind != StoreErrorKind::KeyAway).then_some(pending);
                self.cool(story, repeated, myself);
            }
            Err(error) if error.kind == StoreErrorKind::Defect && self.may_claim_again(story) => {
                tracing::error!(story.id = %story, %error, "a claim is at fault; its story is claimed again");
                self.queue.end_turn(story);
                self.cool(story, Some(pending), myself);
            }
            Err(error) => {
                tracing::error!(story.id = %story, %error, "a story can't be read");
                self.queue.end_turn(story);
                if error.kind == StoreErrorKind::Newer && !pending.is_deleted {
                    return self.leave(story);
                }
                self.close(story, pending.epoch, myself);
            }
        }
    }

    /// A claim that failed by its own fault is a start that the store could not count, so it is counted here.
    fn may_claim_again(&mut self, story: StoryId) -> bool {
        let lost = self.lost_claims.entry(story).or_default();
        *lost += 1;
        *lost < self.with.context.options.max_starts
    }

    /// A story that a newer program wrote is whole: this process has nothing more to do with it.
    pub(super) fn leave(&mut self, story: StoryId) {
        tracing::warn!(story.id = %story, "a story is left to the newer program that wrote it");
        self.queue.put(story, Standing::Left);
    }

    /// Ends a story that can't be read, without a run: waiting mends nothing, and so it holds nothing and can be
    /// deleted.
    pub(super) fn close(&mut self, story: StoryId, epoch: u64, myself: &ActorRef<DispatchMessage>) {
        self.queue.put(story, Standing::Closing);
        let claims = Arc::clone(&self.with.context.store.claims);
        self.spawn(myself, async move {
            let closed = survived(claims.fail_damaged(story, epoch, Timestamp::now())).await;
            DispatchMessage::Closed(story, closed)
        });
    }

    pub(super) fn closed(
        &mut self,
        story: StoryId,
        result: Result<bool, StoreError>,
        myself: &ActorRef<DispatchMessage>,
    ) {
        self.queue.take(story);
        self.sweep.moved.insert(story);
        match result {
            Ok(is_ours) => {
                self.backoffs.remove(&story);
                self.lost_claims.remove(&story);
                if is_ours {
                    counter!(STORIES_ENDED, label::OUTCOME => StoryStatus::Failed.as_str()).increment(1);
                }
                self.with.context.hub.ended_outside(story);
                self.with.erasing.notify_one();
            }
            Err(error) => {
                tracing::warn!(story.id = %story, %error, "a damaged story can't be ended now; waiting");
                self.cool(story, None, myself);
            }
        }
    }

    /// Lets a story rest before it is claimed again. A claim whose outcome is unknown is made again as it was: the
    /// store answers it as it did, so that a lost answer is no crash.
    pub(super) fn cool(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        let wait = self.backoffs.entry(story).or_insert_with(|| Backoff::new(RETRY.0, RETRY.1)).next_wait();
        self.queue.put(story, Standing::Cooling);
        self.spawn(myself, async move {
            tokio::time::sleep(wait).await;
            DispatchMessage::Cooled(story, pending)
        });
    }

    pub(super) fn cooled(&mut self, story: StoryId, pending: Option<Pending>, myself: &ActorRef<DispatchMessage>) {
        if !matches!(self.queue.standing(story), Some(Standing::Cooling)) {
            return;
        }
        self.queue.take(story);
        match pending {
            Some(pending) if !self.is_draining() => self.queue.enter(pending),
            _ => self.sweep(myself),
        }
    }
}

/// A key that is away may come back. It is not waited for where nobody wants to read the story any more: to erase it
/// needs no key.
fn may_be_waited_out(error: &StoreError, pending: &Pending) -> bool {
    match error.kind {
        StoreErrorKind::Unavailable => true,
        StoreErrorKind::KeyAway => !pending.is_deleted,
        StoreErrorKind::Corrupt | StoreErrorKind::Newer | StoreErrorKind::Defect => false,
    }
}
