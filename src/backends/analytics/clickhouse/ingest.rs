//! A batch becomes rows that count once: planned, read back, inserted, ended. Why so stands in the folder's page.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

use super::answers;
use super::failure::Failure;
use super::ledger::Ledger;
use super::plan::{Fit, Plan, Position, Rest, Source};
use super::rows::{self, BusPlace, RawRow};
use super::server::Server;
use crate::backends::analytics::Batch;
use crate::domain::BusEvent;

/// How long the bus may lack records that were planned, before they count as lost.
const PATIENCE: Duration = Duration::from_mins(10);
/// A plan that is younger is being carried out, or was when its consumer died a moment ago.
const YOUNG: Duration = Duration::from_mins(1);
/// So many batches after a plan the tables surely know its tokens: each has a part or a few, and they know 100,000.
const TOKENS_LAST: u64 = 30_000;
/// What clocks and queues may add to the time that an insert may take.
const MARGIN: Duration = Duration::from_secs(5);

/// What is remembered between batches, to ask less. None of it is believed where that could count twice.
#[derive(Default)]
pub(super) struct Ingest {
    /// Where each partition was last.
    positions: Mutex<HashMap<Source, Position>>,
    /// The epoch of each partition in which no older insert can come any more.
    settled: Mutex<HashMap<Source, u32>>,
    /// Records of the longest plan that was too long for the records given.
    wanted: AtomicU64,
}

impl Ingest {
    /// Records that have to be given at once, so that a plan can be carried out.
    pub(super) fn wanted(&self) -> usize {
        usize::try_from(self.wanted.load(Ordering::Relaxed)).unwrap_or(usize::MAX)
    }

    pub(super) async fn next_offset(&self, server: &Server, source: Source) -> Result<u64, Failure> {
        let position = Ledger { server, source }.position().await?;
        lock(&self.positions).insert(source, position);
        Ok(position.next_offset)
    }

    pub(super) async fn ingest(&self, server: &Server, batch: &Batch) -> Result<(), Failure> {
        let ledger = Ledger { server, source: Source::of(batch) };
        if batch.events.is_empty() {
            let position = ledger.position().await?;
            return self.begin_epoch(&ledger, position.epoch, batch.first_offset).await.map(drop);
        }
        // a remembered one may be behind, which the plan that is read back shows, or of an epoch that is over
        let remembered = lock(&self.positions).get(&ledger.source).copied();
        let mut position = match remembered.filter(|position| Rest::of(batch, position.next_offset).is_some()) {
            Some(position) => position,
            None => ledger.position().await?,
        };
        while let Some(rest) = Rest::of(batch, position.next_offset) {
            position = self.step(&ledger, position, rest).await?;
            lock(&self.positions).insert(ledger.source, position);
        }
        Ok(())
    }

    /// One plan, whoever made it. Returns where the partition goes on.
    async fn step(&self, ledger: &Ledger<'_>, position: Position, rest: Rest<'_>) -> Result<Position, Failure> {
        self.settle(ledger, position.epoch).await?;
        let there = answers::there(ledger.server, ledger.source.topic, rest.events).await?;
        ledger.plan(position, &Plan::of(rest, &there)).await?;
        let asked = Instant::now();
        let (reached, planned) = tokio::try_join!(ledger.position(), ledger.plan_at(position))?;
        if reached != position {
            return Ok(reached);
        }
        // its row went with its time or with a crash of the server, and its token is known still
        let Some(planned) = planned else {
            return self.begin_epoch(ledger, position.epoch, position.next_offset).await;
        };
        let (plan, age) = (&planned.plan, planned.age);
        match plan.fit(rest) {
            Fit::Whole => {
                let has_tokens = age < YOUNG || ledger.plans_after(&planned).await? < TOKENS_LAST;
                carry_out(ledger, position.epoch, plan, rest, Try { asked, has_tokens }).await
            }
            // the bus was asked for so many, and has had the time to find them
            Fit::Short if self.wanted.fetch_max(plan.len(), Ordering::Relaxed) < plan.len() || age < PATIENCE => {
                Err(Failure::Short { planned: plan.len(), given: rest.events.len() as u64 })
            }
            Fit::Short | Fit::Other => {
                let Source { topic, partition } = ledger.source;
                let (from, to) = (plan.first_offset, plan.next_offset);
                tracing::warn!(topic = topic.as_str(), partition, from, to, "the bus lacks records of a begun batch");
                self.begin_epoch(ledger, position.epoch, position.next_offset).await
            }
        }
    }

    /// Waits out what may be on its way from before an epoch.
    async fn settle(&self, ledger: &Ledger<'_>, epoch: u32) -> Result<(), Failure> {
        if epoch == 0 || lock(&self.settled).get(&ledger.source) == Some(&epoch) {
            return Ok(());
        }
        // an insert begins within the time for a statement after its plan was read, and lasts as long at most
        let lasting = ledger.server.timeout * 2 + MARGIN;
        if ledger.is_unsettled(epoch, lasting).await? {
            return Err(Failure::Unsettled);
        }
        lock(&self.settled).insert(ledger.source, epoch);
        Ok(())
    }

    async fn begin_epoch(&self, ledger: &Ledger<'_>, after: u32, next_offset: u64) -> Result<Position, Failure> {
        let position = Position { epoch: after + 1, next_offset };
        ledger.reach(position).await?;
        lock(&self.positions).insert(ledger.source, position);
        Ok(position)
    }
}

/// How a plan is carried out.
struct Try {
    /// When it was read.
    asked: Instant,
    /// Whether the tables know the tokens of an earlier try, if there was one.
    has_tokens: bool,
}

/// Inserts what a plan names, a month at a time, and says that it is done.
async fn carry_out(
    ledger: &Ledger<'_>,
    epoch: u32,
    plan: &Plan,
    rest: Rest<'_>,
    how: Try,
) -> Result<Position, Failure> {
    let timeout = ledger.server.timeout;
    for (month, records) in rows::by_month(plan.records(rest)) {
        if !how.has_tokens && answers::are_inserted(ledger, epoch, &records).await? {
            continue;
        }
        if how.asked.elapsed() >= timeout {
            return Err(Failure::Slow(timeout));
        }
        let token = format!("{}/{}-{}/{month}", ledger.name(epoch), plan.first_offset, plan.next_offset);
        ledger.server.within(insert(ledger, epoch, &records, token)).await?;
    }
    let position = Position { epoch, next_offset: plan.next_offset };
    ledger.reach(position).await?;
    Ok(position)
}

async fn insert(
    ledger: &Ledger<'_>,
    epoch: u32,
    records: &[(u64, &BusEvent)],
    token: String,
) -> clickhouse::error::Result<()> {
    let Source { topic, partition } = ledger.source;
    let insert = ledger.server.client.insert::<RawRow<'_>>(rows::table(topic)).await?;
    let mut insert = insert
        .with_setting("async_insert", "0")
        .with_setting("insert_deduplicate", "1")
        .with_setting("insert_deduplication_token", token)
        .with_setting("materialized_views_ignore_errors", "0")
        .with_setting("max_insert_block_size", "1048576")
        .with_setting("deduplicate_blocks_in_dependent_materialized_views", "1");
    for (offset, event) in records {
        rows::write(&mut insert, event, BusPlace { epoch, partition, offset: *offset }).await?;
    }
    insert.end().await
}

/// What was remembered is a hint: one left behind by a panic is as good as any.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
