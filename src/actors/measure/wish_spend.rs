//! What judging wishes cost that became no story: added up here, and put into the store's sums every few seconds.
//!
//! Capacity: a line for each moderator and day. What a process has not put yet is lost with it, [`LINGER`] of it: a
//! write for each refused wish would let anybody keep the store busy.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::sleep;
use tokio_util::sync::CancellationToken;

use super::story_calls::StoryCalls;
use crate::backends::store::{Spend, StoreError};
use crate::domain::{CallLog, SpendKey, SpendLine, StartId, Usage};
use crate::flow::background::BackgroundTask;

/// How long sums wait for company, and for a store that is away.
const LINGER: Duration = Duration::from_secs(5);
/// Days that are kept in memory: no call begun before yesterday ends today.
const DAYS: usize = 2;

/// Where it is added up. Cheap to clone.
#[derive(Clone, Default)]
pub struct WishSpend(Arc<Shared>);

#[derive(Default)]
struct Shared {
    days: Mutex<BTreeMap<i64, Day>>,
    added: Notify,
}

/// What was spent on one day.
#[derive(Clone, Default)]
struct Day {
    sums: BTreeMap<SpendKey, (u64, Usage)>,
    /// Whether the store has less.
    is_unsaved: bool,
}

impl Day {
    fn lines(&self) -> Vec<SpendLine> {
        let line = |(key, (calls, usage)): (&SpendKey, &(u64, Usage))| SpendLine {
            key: key.clone(),
            calls: *calls,
            usage: *usage,
        };
        self.sums.iter().map(line).collect()
    }
}

impl WishSpend {
    /// The calls of a wish: they count here unless it becomes a story.
    #[must_use]
    pub fn judging(&self, calls: StoryCalls) -> JudgedWish {
        JudgedWish { calls, spend: self.clone(), is_story: false }
    }

    fn add(&self, log: &CallLog) {
        let mut days = self.days();
        for SpendLine { key, calls, usage } in log.lines() {
            let day = days.entry(key.day).or_default();
            day.is_unsaved = true;
            let (count, sum) = day.sums.entry(key).or_default();
            *count += calls;
            *sum += usage;
        }
        self.0.added.notify_one();
    }

    /// Days of which the store has less.
    fn unsaved(&self) -> Vec<(i64, Day)> {
        let mut days = self.days();
        let unsaved = days.iter().filter(|(_, day)| day.is_unsaved).map(|(day, sums)| (*day, sums.clone())).collect();
        while days.len() > DAYS && days.first_key_value().is_some_and(|(_, day)| !day.is_unsaved) {
            days.pop_first();
        }
        unsaved
    }

    /// The store has this.
    fn saved(&self, day: i64, saved: &Day) {
        if let Some(sums) = self.days().get_mut(&day) {
            sums.is_unsaved = sums.sums != saved.sums;
        }
    }

    fn days(&self) -> MutexGuard<'_, BTreeMap<i64, Day>> {
        self.0.days.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wish whose judgement is asked for, and paid.
pub struct JudgedWish {
    pub calls: StoryCalls,
    spend: WishSpend,
    is_story: bool,
}

impl JudgedWish {
    /// What was asked for is in the work of its story.
    pub fn became_a_story(mut self) {
        self.is_story = true;
    }
}

impl Drop for JudgedWish {
    fn drop(&mut self) {
        if !self.is_story {
            self.spend.add(&self.calls.log());
        }
    }
}

/// Puts the sums into the store. Cheap to clone.
#[derive(Clone)]
pub struct WishSpendKeeper {
    pub spend: WishSpend,
    pub by: StartId,
    pub store: Arc<dyn Spend>,
}

impl BackgroundTask for WishSpendKeeper {
    const NAME: &'static str = "wish_spend";

    async fn run(self, stop: CancellationToken) {
        let endless = async {
            loop {
                self.spend.0.added.notified().await;
                sleep(LINGER).await;
                while let Err(error) = self.save().await {
                    tracing::warn!(%error, "what judging wishes cost can't be saved now");
                    sleep(LINGER).await;
                }
            }
        };
        stop.run_until_cancelled(endless).await;
        if let Err(error) = self.save().await {
            tracing::warn!(%error, "what judging the last wishes cost was not saved");
        }
    }
}

impl WishSpendKeeper {
    async fn save(&self) -> Result<(), StoreError> {
        for (day, sums) in self.spend.unsaved() {
            self.store.put(self.by, day, sums.lines()).await?;
            self.spend.saved(day, &sums);
        }
        Ok(())
    }
}
