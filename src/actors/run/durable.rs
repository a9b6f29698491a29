//! Writing that waits out a store which can't write now.

use std::time::Duration;

use crate::actors::measure::meter::Family;
use crate::actors::run::context::RunContext;
use crate::backends::store::{Append, Appended, StoreError};
use crate::domain::{StoryId, Work};
use crate::flow::backoff::Backoff;

/// The first wait and the longest one before a write is offered again.
const RETRY: (Duration, Duration) = (Duration::from_millis(50), Duration::from_secs(5));

/// Appends. The same events are offered again, so an append whose outcome is unknown is not doubled.
pub async fn append(context: &RunContext, append: Append) -> Appended {
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    loop {
        match context.store.log.append(append.clone()).await {
            Ok(appended) => return appended,
            Err(error) => {
                report(context, append.story_id, &error);
                backoff.wait().await;
            }
        }
    }
}

/// Saves the work alone. `false`: another run owns the story.
pub async fn save_work(context: &RunContext, story: StoryId, epoch: u64, work: &Work) -> bool {
    let mut backoff = Backoff::new(RETRY.0, RETRY.1);
    loop {
        match context.store.log.save_work(story, epoch, work).await {
            Ok(saved) => return saved,
            Err(error) => {
                report(context, story, &error);
                backoff.wait().await;
            }
        }
    }
}

fn report(context: &RunContext, story: StoryId, error: &StoreError) {
    context.meter.error(Family::Database, error.kind.as_str(), None, Some(story));
    tracing::warn!(story.id = %story, %error, "the log can't be written now; waiting");
}
