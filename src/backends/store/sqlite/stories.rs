//! [`Stories`] on the engine: which statements run, and on which side.

use async_trait::async_trait;

use super::engine::SqliteStore;
use super::failure::Failure;
use super::{claims, creation, erasing, intents, lists, log, rows};
use crate::backends::store::{
    Append, Appended, Claimed, Creation, Cursor, Head, Intent, NewStory, OpenStory, StoreError, Stories, StorySummary,
    Tombstone,
};
use crate::domain::{NodeId, Record, StoryId, StoryStatus, Timestamp, UserId, Work};

#[async_trait]
impl Stories for SqliteStore {
    async fn create(&self, story: NewStory) -> Result<Creation, StoreError> {
        let story = creation::Prepared::new(story)?;
        self.write(move |connection| creation::create(connection, &story)).await
    }

    async fn find_key(&self, owner: UserId, key: &[u8; 32]) -> Result<Option<(StoryId, [u8; 32])>, StoreError> {
        let key = *key;
        self.read(move |connection| creation::find_key(connection, owner, &key)).await
    }

    async fn append(&self, append: Append) -> Result<Appended, StoreError> {
        let append = log::Prepared::new(append)?;
        self.write(move |connection| log::append(connection, &append)).await
    }

    async fn save_work(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        let work = document(work)?;
        self.write(move |connection| log::save_work(connection, story, epoch, &work)).await
    }

    async fn head(&self, story: StoryId) -> Result<Option<Head>, StoreError> {
        self.read(move |connection| log::head(connection, story)).await
    }

    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        SqliteStore::read(self, move |connection| log::read(connection, story, after, limit)).await
    }

    async fn list(
        &self,
        owner: UserId,
        status: Option<StoryStatus>,
        after: Cursor,
        limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError> {
        self.read(move |connection| lists::list(connection, owner, status, after, limit)).await
    }

    async fn open(&self, after: Cursor, limit: usize) -> Result<Vec<OpenStory>, StoreError> {
        self.read(move |connection| claims::open(connection, after, limit)).await
    }

    async fn claim(&self, story: StoryId, epoch: u64, node: NodeId) -> Result<Option<Claimed>, StoreError> {
        self.write(move |connection| claims::claim(connection, story, epoch, node)).await
    }

    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        let work = document(work)?;
        self.write(move |connection| claims::release(connection, story, epoch, &work)).await
    }

    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError> {
        self.write(move |connection| intents::intend(connection, story, intent, at)).await
    }

    async fn to_erase(&self, after: Cursor, limit: usize) -> Result<Vec<Tombstone>, StoreError> {
        self.read(move |connection| erasing::to_erase(connection, after, limit)).await
    }

    async fn erase(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        // one transaction each, so that appends of other stories find their way between
        for story in stories.iter().copied() {
            self.write(move |connection| erasing::delete_rows(connection, story)).await?;
        }
        self.truncate().await?;
        let stories = stories.to_vec();
        self.write(move |connection| erasing::mark_erased(connection, &stories)).await
    }

    async fn to_sweep(
        &self,
        ended_before: Timestamp,
        erased_before: Timestamp,
        after: Cursor,
        limit: usize,
    ) -> Result<Vec<StoryId>, StoreError> {
        self.read(move |connection| erasing::to_sweep(connection, (ended_before, erased_before), after, limit)).await
    }

    async fn swept(&self, stories: &[StoryId]) -> Result<(), StoreError> {
        let stories = stories.to_vec();
        self.write(move |connection| erasing::mark_swept(connection, &stories)).await
    }

    async fn forget(&self, tombstones_before: Timestamp, keys_before: Timestamp) -> Result<(), StoreError> {
        for sql in erasing::FORGET_TOMBSTONES {
            self.delete_in_steps(sql, tombstones_before).await?;
        }
        self.delete_in_steps(creation::FORGET_KEYS, keys_before).await
    }

    async fn probe(&self) -> Result<(), StoreError> {
        const BEAT: &str = "UPDATE heartbeat SET beats = beats + 1 WHERE id = 1";
        self.write(|connection| rows::run(connection, BEAT, []).map(drop)).await
    }
}

fn document(work: &Work) -> Result<String, Failure> {
    Ok(serde_json::to_string(work)?)
}
