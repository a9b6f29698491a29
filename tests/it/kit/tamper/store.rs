//! What the pipeline does with the store of stories.

use ai_tale::backends::store::{
    Append, Appended, Beginning, Begun, Claimed, Claims, Clock, Creation, Creations, Erasure, Head, Health,
    Idempotency, IdempotencyKey, Intent, KeyUse, KeyedWish, Log, NewStory, OpenStory, StoreError, Tombstone,
};
use ai_tale::domain::{Claimant, Record, StoryId, Timestamp, UserId, Work};
use async_trait::async_trait;

use super::Tampered;

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

    async fn work(&self, story: StoryId) -> Result<Option<Work>, StoreError> {
        self.stored(self.inner.work(story)).await
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
impl Clock for Tampered<dyn Clock> {
    async fn last_seen(&self) -> Result<Option<Timestamp>, StoreError> {
        self.stored(self.inner.last_seen()).await
    }

    async fn saw(&self, now: Timestamp) -> Result<(), StoreError> {
        self.stored(self.inner.saw(now)).await
    }
}
