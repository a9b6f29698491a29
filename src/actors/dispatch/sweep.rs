//! The look into the store for stories that nobody told this stage of: one at a time, and not believed where it is old.

use std::collections::HashSet;

use crate::backends::store::{Claims, OpenStory, StoreError};
use crate::domain::StoryId;

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

/// Every story that still needs somebody.
pub(super) async fn every_open(claims: &dyn Claims) -> Result<Vec<OpenStory>, StoreError> {
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
