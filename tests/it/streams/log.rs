//! Logs of stories in memory, for readers alone: they answer without a thread, so that time can be virtual.

use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use ai_tale::backends::store::{Append, Appended, Beginning, Head, Log, StoreError};
use ai_tale::domain::{Record, StoryId, Work};
use async_trait::async_trait;
use tokio::sync::Notify;

use crate::kit::fakes::lock;

/// What readers see of a store.
#[derive(Default)]
pub struct MemoryLog {
    logs: Mutex<HashMap<StoryId, Vec<Record>>>,
    fails: AtomicBool,
    hangs: AtomicBool,
    goes_on: Notify,
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

    /// Answers nobody, until it goes on.
    pub fn hang(&self, whether: bool) {
        self.hangs.store(whether, Ordering::SeqCst);
        self.goes_on.notify_waiters();
    }

    /// All of a story's records.
    pub fn records(&self, story: StoryId) -> Vec<Record> {
        lock(&self.logs).get(&story).cloned().unwrap_or_default()
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
impl Log for MemoryLog {
    async fn read(&self, story: StoryId, after: u64, limit: usize) -> Result<Option<Vec<Record>>, StoreError> {
        self.reads.fetch_add(1, Ordering::SeqCst);
        while self.hangs.load(Ordering::SeqCst) {
            self.goes_on.notified().await;
        }
        if self.fails.load(Ordering::SeqCst) {
            return Err(StoreError::unavailable("told to fail"));
        }
        let logs = lock(&self.logs);
        Ok(logs.get(&story).map(|log| log.iter().filter(|record| record.seq > after).take(limit).cloned().collect()))
    }

    async fn begin(&self, _beginning: Beginning) -> Result<bool, StoreError> {
        unused()
    }

    async fn has_begun(&self, _story: StoryId) -> Result<bool, StoreError> {
        unused()
    }

    async fn settle(&self, _story: StoryId) -> Result<(), StoreError> {
        unused()
    }

    async fn append(&self, _append: Append) -> Result<Appended, StoreError> {
        unused()
    }

    async fn save_work(&self, _story: StoryId, _epoch: u64, _work: &Work) -> Result<bool, StoreError> {
        unused()
    }

    async fn work(&self, _story: StoryId) -> Result<Option<Work>, StoreError> {
        unused()
    }

    async fn head(&self, _story: StoryId) -> Result<Option<Head>, StoreError> {
        unused()
    }
}
