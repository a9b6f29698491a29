//! Sweeping: each story that has ended is looked through once for pictures that its log does not name. They were stored
//! for an append that never came.

use std::collections::HashSet;
use std::time::Duration;

use metrics::counter;

use super::pictures::remove_all_but;
use super::{Maintenance, MaintenanceError};
use crate::backends::store::{StoreError, StoreErrorKind};
use crate::domain::{Event, ObjectKey, Record, StoryId, Timestamp};
use crate::metrics::OBJECTS_SWEPT;

/// Stories of one step.
const BATCH: usize = 64;
/// A log is shorter than this: 32 scenes, their pictures in a few revisions each, and six more events.
const WHOLE_LOG: usize = 1_000;
/// A picture that was being stored while its story was deleted has its name by now.
const SETTLED: Duration = Duration::from_secs(20);

impl Maintenance {
    /// Looks once through the pictures of every story that has ended, and of every erased one. A story that can't be
    /// looked through now keeps no other waiting.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let (ended, erased) = (now.minus(self.options.grace), now.minus(SETTLED));
        let (mut after, mut outcome) = (None, Ok(()));
        loop {
            let stories = self.store.erasure.to_sweep(ended, erased, after, BATCH).await?;
            let Some(last) = stories.last() else { return outcome };
            after = Some(*last);
            let mut swept = Vec::new();
            for story in &stories {
                match self.sweep_story(*story).await {
                    Ok(()) => swept.push(*story),
                    Err(error) => outcome = outcome.and(Err(error)),
                }
            }
            self.store.erasure.swept(&swept).await?;
        }
    }

    /// An erased story's log names no picture. A damaged one can't say which it names: all of its pictures stay until
    /// it is deleted.
    async fn sweep_story(&self, story: StoryId) -> Result<(), MaintenanceError> {
        let log = match self.store.log.read(story, 0, WHOLE_LOG).await {
            Ok(log) => log.unwrap_or_default(),
            Err(StoreError { kind: StoreErrorKind::Corrupt | StoreErrorKind::Newer, .. }) => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let removed = remove_all_but(&*self.objects, story, &named(log)).await?;
        counter!(OBJECTS_SWEPT).increment(removed);
        Ok(())
    }
}

/// The keys that a log names.
fn named(log: Vec<Record>) -> HashSet<ObjectKey> {
    let sources = log.into_iter().filter_map(|record| match record.event {
        Event::IllustrationCreated(illustration) => Some(illustration.sources),
        _ => None,
    });
    sources.flatten().map(|source| source.key).collect()
}
