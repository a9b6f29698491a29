//! The tables `batches` and `offsets`: what was planned of a partition, and how far it is.

use std::time::Duration;

use clickhouse::Row;
use serde::Deserialize;

use super::failure::Failure;
use super::plan::{Plan, Position, Source};
use super::server::Server;

/// A partition's lines in both tables.
pub(super) struct Ledger<'a> {
    pub server: &'a Server,
    pub source: Source,
}

/// A plan, and when it was written by the server's clock.
pub(super) struct Planned {
    pub plan: Plan,
    pub age: Duration,
    at_ms: i64,
}

#[derive(Row, Deserialize)]
struct PlanRow {
    first_offset: u64,
    next_offset: u64,
    digest: u64,
    left_out: Vec<u64>,
    at_ms: i64,
    now_ms: i64,
}

#[derive(Row, Deserialize)]
struct PositionRow {
    last: (u32, u64),
}

impl Ledger<'_> {
    /// Where the partition goes on: at the largest end of the last epoch.
    pub(super) async fn position(&self) -> Result<Position, Failure> {
        const SQL: &str = "SELECT max((epoch, next_offset)) AS last FROM offsets WHERE topic = ? AND partition = ?";
        let query = self.server.query(SQL).bind(self.source.topic.as_str()).bind(self.source.partition);
        let PositionRow { last: (epoch, next_offset) } = self.server.one(query).await?;
        Ok(Position { epoch, next_offset })
    }

    /// What was planned first of all that follow a position.
    pub(super) async fn plan_at(&self, position: Position) -> Result<Option<Planned>, Failure> {
        const SQL: &str = "SELECT first_offset, next_offset, digest, left_out, \
                toUnixTimestamp64Milli(planned_at) AS at_ms, toUnixTimestamp64Milli(now64(3)) AS now_ms \
            FROM batches WHERE topic = ? AND partition = ? AND epoch = ? AND from_offset = ? \
            ORDER BY planned_at LIMIT 1";
        let query = self.server.query(SQL).bind(self.source.topic.as_str()).bind(self.source.partition);
        let row = self.server.first::<PlanRow>(query.bind(position.epoch).bind(position.next_offset)).await?;
        Ok(row.map(|PlanRow { first_offset, next_offset, digest, left_out, at_ms, now_ms }| Planned {
            plan: Plan { first_offset, next_offset, digest, left_out },
            age: Duration::from_millis((now_ms - at_ms).try_into().unwrap_or_default()),
            at_ms,
        }))
    }

    /// How many batches of any partition were planned after this one.
    pub(super) async fn plans_after(&self, planned: &Planned) -> Result<u64, Failure> {
        const SQL: &str = "SELECT count() FROM batches WHERE planned_at > fromUnixTimestamp64Milli(?)";
        self.server.one(self.server.query(SQL).bind(planned.at_ms)).await
    }

    /// Plans what follows a position, unless something was planned already.
    pub(super) async fn plan(&self, position: Position, plan: &Plan) -> Result<(), Failure> {
        const SQL: &str = "INSERT INTO batches \
            (topic, partition, epoch, from_offset, first_offset, next_offset, digest, left_out) \
            SETTINGS async_insert = 0, insert_deduplicate = 1, insert_deduplication_token = ? \
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)";
        let token = format!("{}/{}", self.name(position.epoch), position.next_offset);
        let query = self.server.query(SQL).bind(token).bind(self.source.topic.as_str()).bind(self.source.partition);
        let query = query.bind(position.epoch).bind(position.next_offset).bind(plan.first_offset);
        let query = query.bind(plan.next_offset).bind(plan.digest).bind(plan.left_out.as_slice());
        self.server.execute(query).await
    }

    /// The partition is so far. An end before another of its epoch changes nothing.
    pub(super) async fn reach(&self, position: Position) -> Result<(), Failure> {
        const SQL: &str =
            "INSERT INTO offsets (topic, partition, epoch, next_offset) SETTINGS async_insert = 0 VALUES (?, ?, ?, ?)";
        let query = self.server.query(SQL).bind(self.source.topic.as_str()).bind(self.source.partition);
        self.server.execute(query.bind(position.epoch).bind(position.next_offset)).await
    }

    /// Whether inserts of epochs before this one may be on their way: it began less than `lasting` ago, and a plan from
    /// before has no end.
    pub(super) async fn is_unsettled(&self, epoch: u32, lasting: Duration) -> Result<bool, Failure> {
        const SQL: &str = "SELECT count() FROM batches AS planned \
            LEFT JOIN (SELECT epoch, max(next_offset) AS end FROM offsets WHERE topic = ? AND partition = ? \
                GROUP BY epoch) AS reached ON planned.epoch = reached.epoch \
            WHERE planned.topic = ? AND planned.partition = ? AND planned.epoch < ? \
                AND planned.from_offset >= reached.end \
                AND (SELECT min(begun_at) FROM offsets WHERE topic = ? AND partition = ? AND epoch = ?) \
                    > now64(3) - toIntervalMillisecond(?) \
            SETTINGS join_use_nulls = 0";
        let (topic, partition) = (self.source.topic.as_str(), self.source.partition);
        let query = self.server.query(SQL).bind(topic).bind(partition).bind(topic).bind(partition).bind(epoch);
        let milliseconds = u64::try_from(lasting.as_millis()).unwrap_or(u64::MAX);
        let query = query.bind(topic).bind(partition).bind(epoch).bind(milliseconds);
        Ok(self.server.one::<u64>(query).await? > 0)
    }

    /// The begin of every token of an epoch.
    pub(super) fn name(&self, epoch: u32) -> String {
        let Source { topic, partition } = self.source;
        format!("{}/{partition}/{epoch}", topic.as_str())
    }
}
