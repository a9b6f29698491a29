//! Writing that waits out a store which can't write now.

use std::time::Duration;

use crate::actors::measure::meter::Family;
use crate::actors::run::context::RunContext;
use crate::actors::run::stop::Unwritable;
use crate::backends::store::{Append, Appended, StoreError, StoreErrorKind};
use crate::domain::{StoryId, Work};
use crate::flow::backoff::Backoff;

/// The first wait and the longest one before a write is offered again.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));
/// How often giving a story up is offered: about two seconds in all, because a node that stops waits for it.
const MAX_RELEASES: u32 = 6;

/// Appends. The same events are offered again, so an append whose outcome is unknown is not doubled.
pub async fn append(context: &RunContext, append: Append) -> Result<Appended, Unwritable> {
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    loop {
        match context.store.log.append(append.clone()).await {
            Ok(appended) => return Ok(appended),
            Err(error) => report(context, append.story_id, &error)?,
        }
        backoff.wait().await;
    }
}

/// Saves the work alone. `false`: another run owns the story.
pub async fn save_work(context: &RunContext, story: StoryId, epoch: u64, work: &Work) -> Result<bool, Unwritable> {
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    loop {
        match context.store.log.save_work(story, epoch, work).await {
            Ok(saved) => return Ok(saved),
            Err(error) => report(context, story, &error)?,
        }
        backoff.wait().await;
    }
}

/// Gives a story up, so that its next claim counts no start; after a long outage it does.
pub async fn release(context: &RunContext, story: StoryId, epoch: u64, work: &Work) {
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    while backoff.attempts() < MAX_RELEASES {
        match context.store.claims.release(story, epoch, work).await {
            Ok(_) => return,
            Err(error) if report(context, story, &error).is_err() => break,
            Err(_) => backoff.wait().await,
        }
    }
    tracing::warn!("a story could not be given up; its next claim counts a start");
}

/// An error says that the same write will never do.
fn report(context: &RunContext, story: StoryId, error: &StoreError) -> Result<(), Unwritable> {
    context.meter.error(Family::Database, error.kind.as_str(), None, Some(story));
    let unwritable = match error.kind {
        StoreErrorKind::Unavailable | StoreErrorKind::KeyAway => {
            tracing::warn!(%error, "the log can't be written now; waiting");
            return Ok(());
        }
        StoreErrorKind::Corrupt => Unwritable::Damaged,
        StoreErrorKind::Newer => Unwritable::Newer,
        // the run ends with it, so that a start counts, and the next one reads what there is
        StoreErrorKind::Defect => panic!("a write to the log is at fault"),
    };
    tracing::error!(%error, "the log can't be written any more");
    Err(unwritable)
}
