//! Logs of stories in memory, for readers alone: they answer without a thread, so that time can be virtual.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ai_tale::backends::store::{
    Append, Appended, Claimed, Creation, Cursor, Head, Intent, NewStory, OpenStory, StoreError, Stories, StorySummary,
    Tombstone,
};
use ai_tale::domain::{NodeId, Record, StoryId, StoryStatus, Timestamp, UserId, Work};
use async_trait::async_trait;

use crate::fakes::lock;

/// What readers see of a store.
#[derive(Default)]
pub struct MemoryLog {
    logs: Mutex<HashMap<StoryId, Vec<Record>>>,
    fails: AtomicBool,
    reads: AtomicUsize,
}

impl MemoryLog {
    pub fn create(&self, story: StoryId) {
        lock(&self.logs).insert(story, Vec::new());
    }

    pub fn append(&self, story: StoryId, records: &[Record]) {
        lock(&self.logs).entry(story).or_default().extend_from_slice(records);
    }

    pub fn delete(&self, story: StoryId) {
        lock(&self.logs).remove(&story);
    }

    pub fn head(&self, story: StoryId) -> u64 {
        lock(&self.logs).get(&story).and_then(|log| log.last()).map_or(0, |record| record.seq)
    }

    pub fn fail(&self, whether: bool) {
        self.fails.store(whether, Ordering::SeqCst);
    }

    /// How often a log was read.
    pub fn reads(&self) -> usize {
        self.reads.load(Ordering::SeqCst)
    }
}

fn unused<T>() -> Result<T, StoreError> {
    Err(StoreError::unavailable("readers do not ask for this"))
}

#[async_trait]
impl Stories for MemoryLog {
    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::unavailable("told to fail"));
        }
        let logs = lock(&self.logs);
        Ok(logs.get(&story).map(|log| log.iter().filter(|record| record.seq > after).take(limit).cloned().collect()))
    }

    async fn create(&self, _story: NewStory) -> Result<Creation, StoreError> {
        unused()
    }

    async fn find_key(&self, _owner: UserId, _key: &[u8; 32]) -> Result<Option<(StoryId, [u8; 32])>, StoreError> {
        unused()
    }

    async fn append(&self, _append: Append) -> Result<Appended, StoreError> {
        unused()
    }

    async fn save_work(&self, _story: StoryId, _epoch: u64, _work: &Work) -> Result<bool, StoreError> {
        unused()
    }

    async fn head(&self, _story: StoryId) -> Result<Option<Head>, StoreError> {
        unused()
    }

    async fn list(
        &self,
        _owner: UserId,
        _status: Option<StoryStatus>,
        _after: Cursor,
        _limit: usize,
    ) -> Result<Vec<StorySummary>, StoreError> {
        unused()
    }

    async fn open(&self, _after: Cursor, _limit: usize) -> Result<Vec<OpenStory>, StoreError> {
        unused()
    }

    async fn claim(&self, _story: StoryId, _epoch: u64, _node: NodeId) -> Result<Option<Claimed>, StoreError> {
        unused()
    }

    async fn release(&self, _story: StoryId, _epoch: u64, _work: &Work) -> Result<bool, StoreError> {
        unused()
    }

    async fn intend(&self, _story: StoryId, _intent: Intent, _at: Timestamp) -> Result<(), StoreError> {
        unused()
    }

    async fn to_erase(&self, _after: Cursor, _limit: usize) -> Result<Vec<Tombstone>, StoreError> {
        unused()
    }

    async fn erase(&self, _stories: &[StoryId]) -> Result<(), StoreError> {
        unused()
    }

    async fn to_sweep(
        &self,
        _ended_before: Timestamp,
        _erased_before: Timestamp,
        _after: Cursor,
        _limit: usize,
    ) -> Result<Vec<StoryId>, StoreError> {
        unused()
    }

    async fn swept(&self, _stories: &[StoryId]) -> Result<(), StoreError> {
        unused()
    }

    async fn forget(&self, _tombstones: Timestamp, _keys: Timestamp) -> Result<(), StoreError> {
        unused()
    }

    async fn probe(&self) -> Result<(), StoreError> {
        unused()
    }
}
