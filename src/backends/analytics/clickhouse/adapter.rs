//! The trait over ClickHouse.

use std::ops::RangeInclusive;
use std::time::Duration;

use async_trait::async_trait;
use tokio::sync::OnceCell;

use super::failure::Failure;
use super::ingest::Ingest;
use super::plan::Source;
use super::server::Server;
use super::{answers, daily, retention, schema};
use crate::backends::analytics::options::ClickHouseOptions;
use crate::backends::analytics::{Analytics, Batch};
use crate::backends::error::StoreError;
use crate::backends::health::Health;
use crate::domain::{Rollup, RollupKey, Timestamp, Topic};

/// The tables of analytics in a database of ClickHouse.
pub struct ClickHouseAnalytics {
    server: Server,
    ingest: Ingest,
    options: ClickHouseOptions,
    /// Whether the tables are those that this program knows; asked before the first call.
    is_verified: OnceCell<()>,
}

impl ClickHouseAnalytics {
    /// Nothing is sent yet.
    pub fn new(options: ClickHouseOptions) -> Result<Self, StoreError> {
        let server = Server::of(&options)?;
        Ok(Self { server, ingest: Ingest::default(), options, is_verified: OnceCell::new() })
    }

    /// Makes the database and the tables, or brings them up to date. Repeated, it changes nothing.
    pub async fn prepare(&self) -> Result<(), StoreError> {
        Ok(schema::migrate(&self.server).await?)
    }

    /// Fails where the tables, the user or the password are wrong. A server that can't be reached is one that will be:
    /// what happens meanwhile waits on the bus.
    pub async fn open(&self) -> Result<(), StoreError> {
        match self.server().await {
            Err(failure @ (Failure::Away(_) | Failure::Slow(_))) => {
                tracing::warn!(%failure, "analytics wait for ClickHouse");
                Ok(())
            }
            other => Ok(other.map(drop)?),
        }
    }

    /// The server, with the tables that this program knows.
    async fn server(&self) -> Result<&Server, Failure> {
        self.is_verified.get_or_try_init(|| schema::verify(&self.server)).await?;
        Ok(&self.server)
    }
}

#[async_trait]
impl Analytics for ClickHouseAnalytics {
    fn batch_size(&self) -> usize {
        self.options.batch.get().max(self.ingest.wanted())
    }

    fn flush_interval(&self) -> Duration {
        self.options.flush
    }

    async fn next_offset(&self, topic: Topic, partition: u32) -> Result<u64, StoreError> {
        Ok(self.ingest.next_offset(self.server().await?, Source { topic, partition }).await?)
    }

    async fn ingest(&self, batch: Batch) -> Result<(), StoreError> {
        Ok(self.ingest.ingest(self.server().await?, &batch).await?)
    }

    async fn counts(&self, from: Timestamp, to: Timestamp) -> Result<Vec<(String, u64)>, StoreError> {
        Ok(answers::counts(self.server().await?, from, to).await?)
    }

    async fn daily(
        &self,
        days: RangeInclusive<i64>,
        kind: Option<&str>,
        after: Option<RollupKey>,
        limit: usize,
    ) -> Result<Vec<Rollup>, StoreError> {
        Ok(daily::daily(self.server().await?, days, kind, after, limit).await?)
    }

    async fn forget(&self, before: Timestamp, days_before: Timestamp) -> Result<(), StoreError> {
        Ok(retention::forget(self.server().await?, before, days_before).await?)
    }
}

#[async_trait]
impl Health for ClickHouseAnalytics {
    async fn probe(&self) -> Result<(), StoreError> {
        Ok(schema::probe(self.server().await?).await?)
    }
}
