//! Looking into the store, and what is done about what is there: stories wait to be told, intents are carried out.

use std::sync::Arc;

use ractor::ActorRef;

use super::claim::{survived, to_cancel, to_tell};
use super::message::DispatchMessage;
use super::run_queue::Standing;
use super::state::DispatchState;
use super::sweep::every_open;
use crate::backends::store::{Intent, OpenStory, StoreError};

impl DispatchState {
    pub(super) fn sweep(&mut self, myself: &ActorRef<DispatchMessage>) {
        if self.sweep.is_running || self.is_draining() {
            self.sweep.again = self.sweep.is_running;
            return;
        }
        self.sweep.is_running = true;
        self.sweep.moved.clear();
        let context = Arc::clone(&self.with.context);
        self.spawn(myself, async move { DispatchMessage::Swept(survived(every_open(&context)).await) });
    }

    /// Whoever holds the folder's lock is the only one who tells its stories: what another node claimed that ran on it
    /// before, under a name that was lost since, nobody else would ever take up.
    pub(super) fn swept(&mut self, found: Result<Vec<OpenStory>, StoreError>, myself: &ActorRef<DispatchMessage>) {
        self.sweep.is_running = false;
        let open = match found {
            Ok(open) if !self.is_draining() => open,
            Ok(_) => return,
            Err(error) => return tracing::warn!(%error, "the store can't say which stories are open; waiting"),
        };
        let moved = std::mem::take(&mut self.sweep.moved);
        for story in open.into_iter().filter(|story| !story.ended) {
            let is_free = matches!(self.queue.standing(story.story_id), None | Some(Standing::Cooling));
            if is_free && moved.contains(&story.story_id) {
                // what was seen of it is old: another sweep sees it as it is
                self.sweep.again |= story.intent.is_some();
            } else if story.intent.is_some() {
                self.carry_out_intent(&story, myself);
            } else if self.queue.standing(story.story_id).is_none() {
                let slot = Arc::clone(&self.with.queue_slots).try_acquire_owned().ok();
                self.queue.enter(to_tell(&story, self.with.context.options.max_starts, slot));
            }
        }
        if std::mem::take(&mut self.sweep.again) {
            self.sweep(myself);
        }
    }

    /// A story without a run is claimed at once for its intent alone, outside the limit of stories.
    fn carry_out_intent(&mut self, story: &OpenStory, myself: &ActorRef<DispatchMessage>) {
        let id = story.story_id;
        match self.queue.standing(id) {
            Some(Standing::Running(_)) => self.cancel_run(id),
            // the claim may have looked too early to find the intent
            Some(Standing::Claiming(_)) => {
                self.unheard.insert(id);
            }
            Some(Standing::Left) if story.intent != Some(Intent::Delete) => {}
            Some(Standing::Closing) => {}
            Some(Standing::Waiting) => {
                self.queue.withdraw(id);
                self.claim(to_cancel(story), myself);
            }
            Some(Standing::Cooling | Standing::Left) | None => self.claim(to_cancel(story), myself),
        }
    }
}
