//! The parts outside, wrapped (the models in `models`): a [`Tamper`] is asked before and after each call that matters,
//! and may wait, hang for ever, fail or panic. An error *after* a call is a lost answer: the effect happened.

mod models;

use std::ops::Range;
use std::sync::Arc;

use ai_tale::backends::Backends;
use ai_tale::backends::accounts::{Session, Sessions};
use ai_tale::backends::objects::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use ai_tale::backends::store::{
    Append, Appended, Beginning, Begun, Claimed, Claims, Creation, Creations, Erasure, Head, Health, Idempotency,
    IdempotencyKey, Intent, KeyUse, KeyedWish, Log, NewStory, OpenStory, StoreError, Tombstone,
};
use ai_tale::domain::{
    Bucket, Claimant, ClusterId, MediaType, ObjectKey, ObjectPrefix, PictureSpec, Record, SessionId, StoryId,
    Timestamp, User, UserId, Work,
};
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;

use super::block_on::block_on;

/// What a test does to calls.
#[async_trait]
pub trait Tamper: Send + Sync {
    /// Before the call has an effect.
    async fn before(&self, _call: &'static str) -> Result<(), &'static str> {
        Ok(())
    }

    /// After the call had its effect, before its answer.
    async fn after(&self, _call: &'static str) -> Result<(), &'static str> {
        Ok(())
    }

    /// A call that the gateway makes had its effect; the pipeline makes none of these.
    async fn told(&self, _call: &'static str) {}

    /// A painter is asked.
    fn painting(&self, _spec: &PictureSpec) {}

    /// A storyteller is asked.
    fn telling(&self, _call: &StoryCall) {}

    /// Whether the store's errors say that its own command is at fault, and not that it can't be had.
    fn is_at_fault(&self) -> bool {
        false
    }

    /// Whether the runtime's thread waits for the store and the objects, so that their work takes no virtual time.
    fn holds_the_clock(&self) -> bool {
        false
    }
}

/// Wraps the store, the accounts, the objects and every model.
pub fn tampered(mut parts: Backends, tamper: &Arc<dyn Tamper>) -> Backends {
    parts.store.creations = Arc::new(Tampered::new(&parts.store.creations, tamper));
    parts.store.log = Arc::new(Tampered::new(&parts.store.log, tamper));
    parts.store.claims = Arc::new(Tampered::new(&parts.store.claims, tamper));
    parts.store.idempotency = Arc::new(Tampered::new(&parts.store.idempotency, tamper));
    parts.store.erasure = Arc::new(Tampered::new(&parts.store.erasure, tamper));
    parts.store.health = Arc::new(Tampered::new(&parts.store.health, tamper));
    parts.accounts.sessions = Arc::new(Tampered::new(&parts.accounts.sessions, tamper));
    parts.objects = Arc::new(Tampered::new(&parts.objects, tamper));
    for model in &mut parts.models.storytellers {
        *model = Arc::new(Tampered::new(model, tamper));
    }
    for model in &mut parts.models.painters {
        *model = Arc::new(Tampered::new(model, tamper));
    }
    parts.models.moderator = Arc::new(Tampered::new(&parts.models.moderator, tamper));
    parts
}

/// A part under a test's control.
struct Tampered<T: ?Sized> {
    inner: Arc<T>,
    tamper: Arc<dyn Tamper>,
}

impl<T: ?Sized> Tampered<T> {
    fn new(inner: &Arc<T>, tamper: &Arc<dyn Tamper>) -> Self {
        Self { inner: Arc::clone(inner), tamper: Arc::clone(tamper) }
    }

    /// What the store or the objects answer.
    async fn stored<A>(&self, asked: impl Future<Output = A>) -> A {
        if self.tamper.holds_the_clock() { block_on(asked) } else { asked.await }
    }

    fn no_store(&self, reason: &'static str) -> StoreError {
        if self.tamper.is_at_fault() { StoreError::defect(reason) } else { StoreError::unavailable(reason) }
    }

    async fn pass<A, E>(
        &self,
        call: &'static str,
        error: impl Fn(&'static str) -> E,
        asked: impl Future<Output = Result<A, E>>,
    ) -> Result<A, E> {
        self.tamper.before(call).await.map_err(&error)?;
        let answer = asked.await?;
        self.tamper.after(call).await.map_err(&error)?;
        Ok(answer)
    }
}

/// The error of objects that refuse for good; any other may pass.
pub const REFUSED: &str = "told to refuse";

fn no_object(reason: &'static str) -> ObjectError {
    if reason == REFUSED { ObjectError::Refused(reason) } else { ObjectError::Unavailable(reason.into()) }
}

#[async_trait]
impl Objects for Tampered<dyn Objects> {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        self.pass("put", no_object, self.stored(self.inner.put(key, media_type, body))).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        self.stored(self.inner.head(key)).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        self.stored(self.inner.open(key, range)).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        self.stored(self.inner.delete_many(keys)).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        self.stored(self.inner.list(prefix, after, limit)).await
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
        self.stored(self.inner.probe()).await
    }
}

#[async_trait]
impl Creations for Tampered<dyn Creations> {
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        self.pass("create", |reason| self.no_store(reason), self.stored(self.inner.create(story))).await
    }

    async fn sweep(&self, before: Timestamp) -> Result<u64, StoreError> {
        self.stored(self.inner.sweep(before)).await
    }
}

#[async_trait]
impl Log for Tampered<dyn Log> {
    async fn begin(&self, beginning: Beginning) -> Result<bool, StoreError> {
        self.stored(self.inner.begin(beginning)).await
    }

    async fn has_begun(&self, story: StoryId) -> Result<bool, StoreError> {
        self.stored(self.inner.has_begun(story)).await
    }

    async fn settle(&self, story: StoryId) -> Result<(), StoreError> {
        self.stored(self.inner.settle(story)).await
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        self.pass("append", |reason| self.no_store(reason), self.stored(self.inner.append(append))).await
    }

    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        self.pass("save_work", |reason| self.no_store(reason), self.stored(self.inner.save_work(story, epoch, work)))
            .await
    }

    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError> {
        let head = self.stored(self.inner.head(story)).await;
        self.tamper.told("head").await;
        head
    }

    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        self.stored(self.inner.read(story, after, limit)).await
    }
}

#[async_trait]
impl Claims for Tampered<dyn Claims> {
    async fn open(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<OpenStory>, StoreError> {
        self.stored(self.inner.open(after, limit)).await
    }

    async fn claim(&self, story: StoryId, epoch: u64, by: Claimant) -> Result<Option<Claimed>, StoreError> {
        self.pass("claim", |reason| self.no_store(reason), self.stored(self.inner.claim(story, epoch, by))).await
    }

    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        self.pass("release", |reason| self.no_store(reason), self.stored(self.inner.release(story, epoch, work))).await
    }

    async fn fail_damaged(&self, story: StoryId, epoch: u64, at: Timestamp) -> Result<bool, StoreError> {
        self.stored(self.inner.fail_damaged(story, epoch, at)).await
    }

    async fn end_unreadable(&self, at: Timestamp) -> Result<Vec<StoryId>, StoreError> {
        self.stored(self.inner.end_unreadable(at)).await
    }

    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError> {
        self.pass("intend", |reason| self.no_store(reason), self.stored(self.inner.intend(story, intent, at))).await
    }
}

#[async_trait]
impl Erasure for Tampered<dyn Erasure> {
    async fn to_erase(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<Tombstone>, StoreError> {
        self.stored(self.inner.to_erase(after, limit)).await
    }

    async fn erase(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        self.pass("erase", |reason| self.no_store(reason), self.stored(self.inner.erase(stories))).await
    }

    async fn to_sweep(
        &self,
        ended_before: Timestamp,
        erased_before: Timestamp,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<StoryId>, StoreError> {
        self.stored(self.inner.to_sweep(ended_before, erased_before, after, limit)).await
    }

    async fn swept(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        self.stored(self.inner.swept(stories)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.forget(before)).await
    }
}

#[async_trait]
impl Health for Tampered<dyn Health> {
    async fn probe(&self) -> Result<(), StoreError> {
        self.pass("probe", |reason| self.no_store(reason), self.stored(self.inner.probe())).await
    }
}

#[async_trait]
impl Idempotency for Tampered<dyn Idempotency> {
    async fn find(&self, owner: UserId, key: &IdempotencyKey) -> Result<Option<KeyUse>, StoreError> {
        self.stored(self.inner.find(owner, key)).await
    }

    async fn begin(&self, wish: KeyedWish) -> Result<Begun, StoreError> {
        self.stored(self.inner.begin(wish)).await
    }

    async fn finish(&self, owner: UserId, key: &[u8; 32], story: StoryId) -> Result<(), StoreError> {
        self.stored(self.inner.finish(owner, key, story)).await
    }

    async fn abandon(&self, owner: UserId, key: &[u8; 32], by: Claimant) -> Result<(), StoreError> {
        self.stored(self.inner.abandon(owner, key, by)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.forget(before)).await
    }
}

#[async_trait]
impl Sessions for Tampered<dyn Sessions> {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.inner.find(id).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        let revoked = self.inner.revoke(id).await;
        self.tamper.told("revoke").await;
        revoked
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.inner.forget(before).await
    }
}
