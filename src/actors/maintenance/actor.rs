//! Tidying: deleted stories are erased, pictures that no log names are removed, and what is too old is forgotten.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;
use std::time::Duration;

use metrics::counter;
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};
use tokio_util::sync::CancellationToken;

use crate::backends::objects::{ObjectError, ObjectMeta, Objects};
use crate::backends::store::{Store, StoreError, Tombstone};
use crate::domain::{Event, Record, StoryId, Timestamp};
use crate::flow::background::BackgroundTask;
use crate::metrics::OBJECTS_SWEPT;

/// Deleted stories, and pictures to be swept, are looked for so often, and whenever a story is deleted.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Old rows are looked for so often, and at the start.
const FORGET_EVERY: Duration = Duration::from_mins(10);
/// Pictures of stories that nobody knows are looked for so often, and at the start: that lists every picture. What could
/// not be removed waits for the next time.
const WALK_EVERY: Duration = Duration::from_hours(24);

/// Stories of one step.
const BATCH: usize = 64;
/// Pictures of one page of a listing.
const PAGE: usize = 1_000;
/// A log is at most this long: 32 scenes and pictures, and six more events.
const WHOLE_LOG: usize = 1_000;

/// A picture that was being stored while its story was deleted has its name by now.
const SETTLED: Duration = Duration::from_secs(20);
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

impl BackgroundTask for Maintenance {
    const NAME: &'static str = "maintenance";

    async fn run(self, stop: CancellationToken) {
        let endless = async {
            let (mut forgotten, mut walked) = (None, None);
            loop {
                let now = Timestamp::now();
                done("deleted stories wait to be erased", &self.erase().await);
                done("pictures wait to be swept", &self.sweep(now).await);
                if is_due(forgotten, FORGET_EVERY) && done("old rows wait to be forgotten", &self.forget(now).await) {
                    forgotten = Some(Instant::now());
                }
                if is_due(walked, WALK_EVERY) {
                    done("unknown pictures wait to be removed", &self.walk(now).await);
                    walked = Some(Instant::now());
                }
                let _woken = timeout(LOOK_EVERY, self.erasing.notified()).await;
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

impl Maintenance {
    /// Erases deleted stories whose logs have ended: pictures first, rows after. A story whose pictures can't be removed
    /// now keeps no other waiting.
    pub async fn erase(&self) -> Result<(), MaintenanceError> {
        let (mut after, mut outcome) = (None, Ok(()));
        loop {
            let tombstones = self.store.erasure.to_erase(after, BATCH).await?;
            let Some(last) = tombstones.last() else { return outcome };
            after = Some(last.story_id);
            let mut emptied = Vec::new();
            for Tombstone { story_id, .. } in &tombstones {
                match self.remove_all_but(*story_id, &HashSet::new()).await {
                    Ok(_) => emptied.push(*story_id),
                    Err(error) => outcome = outcome.and(Err(error.into())),
                }
            }
            if !emptied.is_empty() {
                self.store.erasure.erase(&emptied).await?;
                tracing::info!(stories = emptied.len(), "deleted stories were erased");
            }
        }
    }

    /// Looks once through the pictures of every story that has ended, and of every erased one, for those that its log
    /// does not name: what was stored for an append that never came. A story that can't be looked through now keeps no
    /// other waiting.
    pub async fn sweep(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let (ended, erased) = (now.minus(self.grace), now.minus(SETTLED));
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

    /// An erased story's log names no picture.
    async fn sweep_story(&self, story: StoryId) -> Result<(), MaintenanceError> {
        let log = self.store.log.read(story, 0, WHOLE_LOG).await?.unwrap_or_default();
        let removed = self.remove_all_but(story, &named(log)).await?;
        counter!(OBJECTS_SWEPT).increment(removed);
        Ok(())
    }

    /// Removes old pictures of stories that nobody knows, such as those of a store that was put back to an older day.
    pub async fn walk(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        let before = now.minus(self.grace);
        let mut outcome = Ok(());
        let mut pages = Pages::of(&*self.objects, "illustrations/".to_owned());
        while let Some(page) = pages.next().await? {
            let mut by_story: HashMap<&str, Vec<&ObjectMeta>> = HashMap::new();
            for object in page.iter().filter(|object| object.modified < before) {
                by_story.entry(object.key.split('/').nth(1).unwrap_or_default()).or_default().push(object);
            }
            for (story, objects) in by_story {
                if let Ok(story) = story.parse()
                    && self.store.log.head(story).await?.is_some()
                {
                    continue;
                }
                for object in objects {
                    match self.objects.delete(&object.key).await {
                        Ok(()) => counter!(OBJECTS_SWEPT).increment(1),
                        Err(error) => outcome = outcome.and(Err(error.into())),
                    }
                }
            }
        }
        outcome
    }

    /// Forgets rows that are too old.
    pub async fn forget(&self, now: Timestamp) -> Result<(), MaintenanceError> {
        self.store.erasure.forget(now.minus(TOMBSTONES)).await?;
        self.store.idempotency.forget(now.minus(DAY)).await?;
        self.store.accounts.forget(now.minus(DAY)).await?;
        self.store.analytics.forget(now.minus(TOMBSTONES)).await?;
        Ok(())
    }

    /// Removes a story's pictures but for these keys; returns how many.
    async fn remove_all_but(&self, story: StoryId, kept: &HashSet<String>) -> Result<u64, ObjectError> {
        let mut removed = 0;
        let mut pages = Pages::of(&*self.objects, format!("illustrations/{story}/"));
        while let Some(page) = pages.next().await? {
            for object in page.iter().filter(|object| !kept.contains(&object.key)) {
                self.objects.delete(&object.key).await?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}

/// The keys that a log names.
fn named(log: Vec<Record>) -> HashSet<String> {
    let sources = log.into_iter().filter_map(|record| match record.event {
        Event::IllustrationCreated(illustration) => Some(illustration.sources),
        _ => None,
    });
    sources.flatten().map(|source| source.key).collect()
}

/// A listing, page by page.
struct Pages<'a> {
    objects: &'a dyn Objects,
    prefix: String,
    after: Option<String>,
    is_at_end: bool,
}

impl<'a> Pages<'a> {
    fn of(objects: &'a dyn Objects, prefix: String) -> Self {
        Self { objects, prefix, after: None, is_at_end: false }
    }

    async fn next(&mut self) -> Result<Option<Vec<ObjectMeta>>, ObjectError> {
        if self.is_at_end {
            return Ok(None);
        }
        let page = self.objects.list(&self.prefix, self.after.as_deref(), PAGE).await?;
        self.is_at_end = page.len() < PAGE;
        self.after = page.last().map(|object| object.key.clone());
        Ok(Some(page))
    }
}

fn is_due(last: Option<Instant>, every: Duration) -> bool {
    last.is_none_or(|at| at.elapsed() >= every)
}

/// Whether it went well; if not, what waits is logged.
fn done(what: &'static str, result: &Result<(), MaintenanceError>) -> bool {
    if let Err(error) = result {
        tracing::warn!(%error, "{what}");
    }
    result.is_ok()
}
