//! The store's and the objects' doors with a stopwatch: how long each story's commits and puts took that its first
//! illustrated scene waits for.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ai_tale::backends::objects::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use ai_tale::backends::store::{
    Append, Appended, Beginning, Claimed, Claims, Creation, Creations, Head, Intent, Log, NewStory, OpenStory,
    StoreError,
};
use ai_tale::domain::{
    Bucket, Claimant, ClusterId, Event, MediaType, ObjectKey, ObjectPrefix, Record, StoryId, Timestamp, Work,
};
use async_trait::async_trait;

/// What the doors of one process saw. Cheap to clone.
#[derive(Clone, Default)]
pub struct Stopwatch(Arc<Mutex<HashMap<StoryId, Duration>>>);

impl Stopwatch {
    /// The commits and the put of a story on the way to its first illustrated scene.
    pub fn of(&self, story: StoryId) -> Duration {
        self.0.lock().expect("no holder panics").get(&story).copied().unwrap_or_default()
    }

    fn add(&self, story: StoryId, started: Instant) {
        *self.0.lock().expect("no holder panics").entry(story).or_default() += started.elapsed();
    }
}

/// Times how stories are made.
pub struct TimedCreations {
    pub inner: Arc<dyn Creations>,
    pub watch: Stopwatch,
}

/// Times what it hands on to the store's logs.
pub struct TimedLog {
    pub inner: Arc<dyn Log>,
    pub watch: Stopwatch,
}

/// Times the claims that it hands on to the store.
pub struct TimedClaims {
    pub inner: Arc<dyn Claims>,
    pub watch: Stopwatch,
}

/// Times what it hands on to the objects: a picture of the bench is one file.
pub struct TimedObjects {
    pub inner: Arc<dyn Objects>,
    pub watch: Stopwatch,
}

#[async_trait]
impl Objects for TimedObjects {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        let started = Instant::now();
        let result = self.inner.put(key, media_type, body).await;
        if let Some(story) = key.story() {
            self.watch.add(story, started);
        }
        result
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        self.inner.head(key).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        self.inner.open(key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        self.inner.delete_many(keys).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        self.inner.list(prefix, after, limit).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        self.inner.folders(bucket, after, limit).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        self.inner.belong_to(cluster).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.inner.probe().await
    }
}

/// Whether readers of the first illustrated scene wait for this append.
fn is_on_the_way(append: &Append) -> bool {
    append.records.iter().any(|record| matches!(record.event, Event::SceneCreated(_) | Event::IllustrationCreated(_)))
}

#[async_trait]
impl Creations for TimedCreations {
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        let (id, started) = (story.created.story_id, Instant::now());
        let result = self.inner.create(story).await;
        self.watch.add(id, started);
        result
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.inner.sweep(before).await
    }
}

#[async_trait]
impl Log for TimedLog {
    async fn begin(&self, beginning: Beginning) -> Result<bool, StoreError> {
        self.inner.begin(beginning).await
    }

    async fn has_begun(&self, story: StoryId) -> Result<bool, StoreError> {
        self.inner.has_begun(story).await
    }

    async fn settle(&self, story: StoryId) -> Result<(), StoreError> {
        self.inner.settle(story).await
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        let (id, started, counts) = (append.story_id, Instant::now(), is_on_the_way(&append));
        let result = self.inner.append(append).await;
        if counts {
            self.watch.add(id, started);
        }
        result
    }

    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        self.inner.save_work(story, epoch, work).await
    }

    async fn work(&self, story: StoryId) -> Result<Option<Work>, StoreError> {
        self.inner.work(story).await
    }

    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError> {
        self.inner.head(story).await
    }

    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        self.inner.read(story, after, limit).await
    }
}

#[async_trait]
impl Claims for TimedClaims {
    async fn open(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<OpenStory>, StoreError> {
        self.inner.open(after, limit).await
    }

    async fn claim(&self, story: StoryId, epoch: u64, by: Claimant) -> Result<Option<Claimed>, StoreError> {
        let started = Instant::now();
        let result = self.inner.claim(story, epoch, by).await;
        self.watch.add(story, started);
        result
    }

    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        self.inner.release(story, epoch, work).await
    }

    async fn fail_damaged(&self, story: StoryId, epoch: u64, at: Timestamp) -> Result<bool, StoreError> {
        self.inner.fail_damaged(story, epoch, at).await
    }

    async fn end_unreadable(&self, at: Timestamp) -> Result<Vec<StoryId>, StoreError> {
        self.inner.end_unreadable(at).await
    }

    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError> {
        self.inner.intend(story, intent, at).await
    }
}
