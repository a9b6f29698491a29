//! A look into a story's log, apart from the cursor that began it: while the store takes its time, or hangs, the
//! reader's stream goes on beating and ends when it must.

use std::pin::Pin;
use std::sync::Arc;

use crate::backends::store::{Log, StoreError, StoreErrorKind};
use crate::domain::{Record, StoryId};

/// Records read from the store at once.
const PAGE: usize = 64;

/// A look that has not been answered.
pub(super) type Look = Pin<Box<dyn Future<Output = Result<Vec<Record>, Unseen>> + Send>>;

/// Why there is nothing to be seen.
pub(super) enum Unseen {
    /// Nothing of the story may be read any more.
    Deleted,
    /// The story has ended from outside its log: no event will come any more.
    Ended,
    /// The store can't answer, now or (where the log is damaged) ever.
    Failed(StoreError),
}

/// Looks for what comes after an event, in order; there may be a gap before it.
pub(super) fn look(log: Arc<dyn Log>, story: StoryId, after: u64) -> Look {
    Box::pin(async move {
        let is_next = |records: &[Record]| records.first().is_some_and(|first| first.seq == after + 1);
        let records = read(&*log, story, after).await?;
        if is_next(&records) || !has_ended(&*log, story).await {
            return Ok(records);
        }
        // its last event may have come in between
        let again = read(&*log, story, after).await?;
        if is_next(&again) { Ok(again) } else { Err(Unseen::Ended) }
    })
}

async fn read(log: &dyn Log, story: StoryId, after: u64) -> Result<Vec<Record>, Unseen> {
    let mut read = log.read(story, after, PAGE).await;
    if read.as_ref().is_err_and(|error| error.kind == StoreErrorKind::Corrupt) {
        // what comes before the damage can be shown
        read = log.read(story, after, 1).await;
    }
    read.map_err(Unseen::Failed)?.ok_or(Unseen::Deleted)
}

/// Whether no event will come any more. A story may have been ended from outside its log.
async fn has_ended(log: &dyn Log, story: StoryId) -> bool {
    let head = log.head(story).await;
    head.is_ok_and(|head| head.is_some_and(|head| head.status.has_ended()))
}
