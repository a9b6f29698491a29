//! The one pen of a story. Tasks hand their events to the run and wait until they are durable; the run has one append
//! in flight and writes what waits behind it together.

use std::time::Duration;

use ractor::ActorRef;
use tokio::sync::oneshot;

use super::message::RunMessage;
use crate::actors::measure::meter::Family;
use crate::actors::run::context::RunContext;
use crate::backends::store::{Append, Appended, StoreError};
use crate::domain::{Event, StoryId, Work};
use crate::flow::backoff::Backoff;

/// The run ended, or another run owns the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PenLost;

/// A task's way into the log. Cheap to clone.
#[derive(Clone)]
pub struct Pen {
    run: ActorRef<RunMessage>,
}

impl Pen {
    /// The pen of a run.
    pub fn new(run: ActorRef<RunMessage>) -> Self {
        Self { run }
    }

    /// Logs an event; returns once it is durable.
    pub async fn write(&self, event: Event) -> Result<(), PenLost> {
        let (written, wait) = oneshot::channel();
        self.run.cast(RunMessage::Write { event, written }).map_err(|_| PenLost)?;
        wait.await.map_err(|_| PenLost)
    }

    /// Remembers, for the next run, that a scene's picture was tried so often.
    pub fn tried(&self, scene: u32, attempts: u32) {
        // an error says that the run has ended
        let _ = self.run.cast(RunMessage::Tried { scene, attempts });
    }
}

/// Appends, waiting out a store that can't write now. The same events are offered again, so an append whose outcome
/// is unknown is not doubled.
pub async fn append(context: &RunContext, append: Append) -> Appended {
    let mut backoff = Backoff::new(Duration::from_millis(50), Duration::from_secs(5));
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

/// Saves the work alone, waiting out a store that can't write now. `false`: another run owns the story.
pub async fn save_work(context: &RunContext, story: StoryId, epoch: u64, work: &Work) -> bool {
    let mut backoff = Backoff::new(Duration::from_millis(50), Duration::from_secs(5));
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
