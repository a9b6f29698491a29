//! Tidying: deleted stories are erased, pictures that no log names are removed, and what is too old is forgotten.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use super::endless::EndlessTask;
use crate::backends::objects::{ObjectError, ObjectMeta, Objects};
use crate::backends::store::{Store, StoreError};
use crate::domain::{Event, StoryId, Timestamp};
use crate::metrics::OBJECTS_SWEPT;

/// Deleted stories are looked for so often, and whenever one is deleted.
const ERASE_EVERY: Duration = Duration::from_secs(5);
/// Stories erased in one step.
const BATCH: usize = 64;
/// Old things are looked for so often, and at the start.
const SWEEP_EVERY: Duration = Duration::from_mins(10);
/// A log is at most this long: 32 scenes and pictures, and six more events.
const WHOLE_LOG: usize = 1_000;

const DAY: Duration = Duration::from_hours(24);
/// Tombstones and raw analytics live so long.
const TOMBSTONES: Duration = Duration::from_hours(24 * 90);

/// Why a step could not be made. Wait and try again.
#[derive(Debug, thiserror::Error)]
pub enum MaintenanceError {
    /// The store did not answer.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The objects did not answer.
    #[error(transparent)]
    Objects(#[from] ObjectError),
}

/// The stage's work. Cheap to clone.
#[derive(Clone)]
pub struct Maintenance {
    /// Swept.
    pub store: Store,
    /// Swept.
    pub objects: Arc<dyn Objects>,
    /// Told when a story was deleted.
    pub erasing: Arc<Notify>,
    /// Pictures younger than this may belong to an append on its way.
    pub grace: Duration,
}

impl EndlessTask for Maintenance {
    const NAME: &'static str = "maintenance";

    async fn run(self, stop: CancellationToken) {
        let endless = async {
            let mut swept: Option<Instant> = None;
            loop {
                log_error("deleted stories wait to be erased", self.erase().await);
                if swept.is_none_or(|at| at.elapsed() >= SWEEP_EVERY) {
                    log_error("old things wait to be swept", self.sweep(Timestamp::now()).await);
                    swept = Some(Instant::now());
                }
                let _woken = timeout(ERASE_EVERY, self.erasing.notified()).await;
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

impl Maintenance {
    /// Erases deleted stories whose logs have ended: pictures first, rows after. Returns how many.
    pub async fn erase(&self) -> Result<usize, MaintenanceError> {
        let tombstones = self.store.stories.to_erase(BATCH).await?;
        let stories: Vec<StoryId> = tombstones.iter().map(|tombstone| tombstone.story_id).collect();
        if stories.is_empty() {
            return Ok(0);
        }
        for story in &stories {
            for object in self.objects.list(&format!("illustrations/{story}/")).await? {
                self.objects.delete(&object.key).await?;
            }
        }
        self.store.stories.erase(&stories).await?;
        tracing::info!(stories = stories.len(), "deleted stories were erased");
        Ok(stories.len())
    }

    /// Removes pictures that no log names, and forgets what is too old. Returns how many pictures.
    pub async fn sweep(&self, now: Timestamp) -> Result<usize, MaintenanceError> {
        let ago = |age: Duration| Timestamp::from_millis(now.as_millis() - Timestamp::default().plus(age).as_millis());
        self.store.stories.forget(ago(TOMBSTONES), ago(DAY)).await?;
        self.store.accounts.forget(ago(DAY)).await?;
        self.store.analytics.forget(ago(TOMBSTONES)).await?;
        self.sweep_objects(ago(self.grace)).await
    }

    async fn sweep_objects(&self, before: Timestamp) -> Result<usize, MaintenanceError> {
        let mut by_story: BTreeMap<String, Vec<ObjectMeta>> = BTreeMap::new();
        for object in self.objects.list("illustrations/").await? {
            if object.modified < before
                && let Some(story) = object.key.split('/').nth(1)
            {
                by_story.entry(story.to_owned()).or_default().push(object);
            }
        }
        let mut swept = 0;
        for (story, objects) in by_story {
            let Some(named) = self.named(&story).await? else { continue };
            for object in objects.iter().filter(|object| !named.contains(&object.key)) {
                self.objects.delete(&object.key).await?;
                counter!(OBJECTS_SWEPT).increment(1);
                swept += 1;
            }
        }
        Ok(swept)
    }

    /// The keys that a story's log names; none for an unknown or deleted story. `None`: it has not ended.
    async fn named(&self, story: &str) -> Result<Option<HashSet<String>>, MaintenanceError> {
        let Ok(story) = story.parse::<StoryId>() else { return Ok(Some(HashSet::new())) };
        let Some(head) = self.store.stories.head(story).await? else { return Ok(Some(HashSet::new())) };
        if !head.status.has_ended() {
            return Ok(None);
        }
        let log = self.store.stories.read(story, 0, WHOLE_LOG).await?.unwrap_or_default();
        let keys = log.into_iter().filter_map(|record| match record.event {
            Event::IllustrationCreated(illustration) => Some(illustration.sources),
            _ => None,
        });
        Ok(Some(keys.flatten().map(|source| source.key).collect()))
    }
}

fn log_error(what: &'static str, result: Result<usize, MaintenanceError>) {
    if let Err(error) = result {
        tracing::warn!(%error, "{what}");
    }
}
