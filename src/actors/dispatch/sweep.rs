//! The look into the store for stories that nobody told this stage of: one at a time, and not believed where it is old.

use std::collections::HashSet;

use metrics::counter;

use crate::actors::run::context::RunContext;
use crate::backends::store::{OpenStory, StoreError};
use crate::domain::{StoryId, StoryStatus, Timestamp};
use crate::metrics::{STORIES_ENDED, label};

/// Rows of one page of the sweep.
const PAGE: usize = 500;

/// Whether one runs, and what happened since it began.
#[derive(Default)]
pub(super) struct Sweep {
    pub(super) is_running: bool,
    /// Asked for while one runs, which may have looked too early.
    pub(super) again: bool,
    /// Stories that were claimed, or whose runs ended, since it began.
    pub(super) moved: HashSet<StoryId>,
}

/// Every story that still needs somebody, after those were ended that nobody could ever find.
pub(super) async fn every_open(context: &RunContext) -> Result<Vec<OpenStory>, StoreError> {
    let claims = &*context.store.claims;
    match claims.end_unreadable(Timestamp::now()).await {
        Ok(ended) => ended.into_iter().for_each(|story| {
            tracing::error!(story.id = %story, "a story's row can't be read; the story has failed");
            counter!(STORIES_ENDED, label::OUTCOME => StoryStatus::Failed.as_str()).increment(1);
            context.hub.ended_outside(story);
        }),
        Err(error) => tracing::warn!(%error, "stories whose rows can't be read wait to be ended"),
    }
    let mut all: Vec<OpenStory> = Vec::new();
    loop {
        let page = claims.open(all.last().map(|open| open.story_id), PAGE).await?;
        let is_last = page.len() < PAGE;
        all.extend(page);
        if is_last {
            return Ok(all);
        }
    }
}
