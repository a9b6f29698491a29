//! Mending: a picture whose file is damaged is painted anew, where that gives the same picture. The painter that draws
//! here makes the same bytes of the same brief, and the brief follows from the log; **what comes out is put away only
//! where it is what the picture's key names**. A picture that another painter made, or another version of ours, stays
//! damaged until its file is put back.
//!
//! Capacity: one at a time; a reader has the placeholder meanwhile.

use std::collections::{HashSet, VecDeque};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use metrics::counter;
use tokio::sync::Notify;
use tokio_util::sync::CancellationToken;

use super::illustration::{Finish, PaintError};
use super::measure::meter::Meter;
use super::measure::model_call::ModelCall;
use super::measure::purse::Purse;
use super::measure::story_calls::StoryCalls;
use crate::backends::models::{ModelError, Painter, RawPicture};
use crate::backends::objects::{ObjectError, Objects, Undeleted};
use crate::backends::store::{Store, StoreError};
use crate::domain::{CallKind, Cause, Event, ObjectKey, PictureSpec, PlannedScene, Record, Story, StoryId};
use crate::flow::background::BackgroundTask;
use crate::metrics::OBJECTS_MENDED;
use crate::pipeline::illustration;

/// Pictures that wait, or can't be mended and are not tried again by this process. A disk that damaged more is to be
/// put back from a backup.
const MOST: usize = 4_096;
/// A log is shorter than this: 32 scenes, their pictures in a few revisions each, and six more events.
const WHOLE_LOG: usize = 1_000;

/// Where damage is told of. Cheap to clone.
#[derive(Clone, Default)]
pub struct Mending(Arc<Shared>);

#[derive(Default)]
struct Shared {
    pictures: Mutex<Pictures>,
    told: Notify,
}

#[derive(Default)]
struct Pictures {
    waiting: VecDeque<ObjectKey>,
    /// Those that wait, and those that can't be mended.
    known: HashSet<ObjectKey>,
}

impl Mending {
    /// Asks for a damaged picture to be mended, once.
    pub fn ask(&self, key: &ObjectKey) {
        let mut pictures = self.pictures();
        if pictures.known.len() < MOST && pictures.known.insert(key.clone()) {
            pictures.waiting.push_back(key.clone());
            self.0.told.notify_one();
        }
    }

    /// The next one that waits.
    async fn next(&self) -> ObjectKey {
        loop {
            let waiting = self.pictures().waiting.pop_front();
            match waiting {
                Some(key) => return key,
                None => self.0.told.notified().await,
            }
        }
    }

    /// It may be asked for again.
    fn forget(&self, key: &ObjectKey) {
        self.pictures().known.remove(key);
    }

    fn pictures(&self) -> MutexGuard<'_, Pictures> {
        self.0.pictures.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Why a picture could not be mended now.
#[derive(Debug, thiserror::Error)]
enum MendError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Painter(#[from] ModelError),
    #[error(transparent)]
    Paint(#[from] PaintError),
    #[error(transparent)]
    Objects(#[from] ObjectError),
    #[error(transparent)]
    Undeleted(#[from] Undeleted),
}

/// What came of mending a picture.
#[derive(PartialEq, Eq)]
enum Outcome {
    Mended,
    /// What would be painted now is another picture.
    Other,
    /// Its story was deleted meanwhile.
    Unwanted,
}

/// Who mends. Cheap to clone.
#[derive(Clone)]
pub struct Mender {
    /// Knows how a picture came about.
    pub store: Store,
    /// Where it is put.
    pub objects: Arc<dyn Objects>,
    /// Draws here, at no cost, and always the same.
    pub painter: Arc<dyn Painter>,
    /// As when it was painted first.
    pub finish: Finish,
    /// Pixels of a painted page.
    pub picture_size: (u32, u32),
    /// Told of what is painted.
    pub meter: Meter,
    pub mending: Mending,
}

impl BackgroundTask for Mender {
    const NAME: &'static str = "mending";

    async fn run(self, stop: CancellationToken) {
        let endless = async {
            loop {
                let key = self.mending.next().await;
                let mended = self.mend(&key).await;
                if !matches!(mended, Ok(Outcome::Other)) {
                    self.mending.forget(&key);
                }
                match mended {
                    Ok(Outcome::Mended) => counter!(OBJECTS_MENDED).increment(1),
                    Ok(Outcome::Unwanted) => {}
                    Ok(Outcome::Other) => {
                        tracing::error!(object.key = %key, "a damaged picture can't be painted as it was");
                    }
                    Err(error) => tracing::warn!(%error, object.key = %key, "a damaged picture waits to be mended"),
                }
            }
        };
        stop.run_until_cancelled(endless).await;
    }
}

impl Mender {
    async fn mend(&self, key: &ObjectKey) -> Result<Outcome, MendError> {
        let Some(story) = key.story() else { return Ok(Outcome::Other) };
        let Some(log) = self.store.log.read(story, 0, WHOLE_LOG).await? else { return Ok(Outcome::Unwanted) };
        let Some(work) = self.store.log.work(story).await? else { return Ok(Outcome::Unwanted) };
        let Some(spec) = self.brief(&log, &work.planned, key) else { return Ok(Outcome::Other) };
        let scene = spec.scene;
        let painted = self.paint(story, &spec).await?;
        let set = (self.finish)(painted, spec).await?;
        let Some(file) = set.encodings.into_iter().find(|file| file.key(story, scene) == *key) else {
            return Ok(Outcome::Other);
        };
        if self.is_deleted(story).await? {
            return Ok(Outcome::Unwanted);
        }
        self.objects.put(key, file.media_type, file.bytes.into()).await?;
        // whoever erased it in between did not see the file
        if self.is_deleted(story).await? {
            self.objects.delete_many(std::slice::from_ref(key)).await?;
            return Ok(Outcome::Unwanted);
        }
        Ok(Outcome::Mended)
    }

    /// Counts like every call to a model; what it used is nothing that its story may spend.
    async fn paint(&self, story: StoryId, spec: &PictureSpec) -> Result<RawPicture, ModelError> {
        let calls = StoryCalls::new(story, self.meter.clone(), Purse::default());
        let (kind, model, scene, cause) = (CallKind::Picture, self.painter.name(), Some(spec.scene), Cause::Retry);
        let at_most = self.painter.terms().picture_at_most(0);
        let call = ModelCall { kind, model, is_remote: false, scene, cause, at_most };
        calls.measured(call, self.painter.paint(spec)).await
    }

    async fn is_deleted(&self, story: StoryId) -> Result<bool, StoreError> {
        Ok(self.store.log.head(story).await?.is_none())
    }

    /// What the picture was painted from.
    fn brief(&self, log: &[Record], planned: &[PlannedScene], key: &ObjectKey) -> Option<PictureSpec> {
        let named = log.iter().find_map(|record| match &record.event {
            Event::IllustrationCreated(picture) if picture.sources.iter().any(|source| source.key == *key) => {
                Some(picture)
            }
            _ => None,
        })?;
        let told = Story::fold(log)?;
        let texts: Vec<&str> = told.scenes.iter().map(|scene| scene.words.text.as_str()).collect();
        let texts = texts.get(..usize::try_from(named.scene).ok()?)?;
        let spec = illustration::spec(&told.request, &told.outline?, planned, texts, self.picture_size);
        Some(if named.fallback { illustration::quiet(&spec) } else { spec })
    }
}
