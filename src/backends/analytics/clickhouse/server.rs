//! The server, with a limit of time for each statement.

use std::time::Duration;

use clickhouse::query::Query;
use clickhouse::{Client, RowOwned, RowRead};

use super::connect;
use super::failure::Failure;
use crate::backends::analytics::options::ClickHouseOptions;

/// Whoever is asked and told.
pub(super) struct Server {
    /// Its statements are about the tables of the database.
    pub client: Client,
    /// Its statements are about no database: one of them makes it.
    outside: Client,
    pub database: String,
    pub timeout: Duration,
}

impl Server {
    /// Nothing is sent yet.
    pub(super) fn of(options: &ClickHouseOptions) -> Result<Self, Failure> {
        let outside = connect::client(options)?;
        let client = outside.clone().with_database(&options.database);
        Ok(Self { client, outside, database: options.database.clone(), timeout: options.timeout })
    }

    /// A statement in the database.
    pub(super) fn query(&self, sql: &str) -> Query {
        self.client.query(sql)
    }

    pub(super) async fn make_database(&self) -> Result<(), Failure> {
        // its name is letters, digits and _
        self.execute(self.outside.query(&format!("CREATE DATABASE IF NOT EXISTS {}", self.database))).await
    }

    pub(super) async fn execute(&self, query: Query) -> Result<(), Failure> {
        self.within(query.execute()).await
    }

    pub(super) async fn one<T: RowOwned + RowRead>(&self, query: Query) -> Result<T, Failure> {
        self.within(query.fetch_one()).await
    }

    pub(super) async fn first<T: RowOwned + RowRead>(&self, query: Query) -> Result<Option<T>, Failure> {
        self.within(query.fetch_optional()).await
    }

    pub(super) async fn all<T: RowOwned + RowRead>(&self, query: Query) -> Result<Vec<T>, Failure> {
        self.within(query.fetch_all()).await
    }

    /// What a call comes to, unless it takes too long: then its outcome is unknown.
    pub(super) async fn within<T>(
        &self,
        call: impl Future<Output = clickhouse::error::Result<T>>,
    ) -> Result<T, Failure> {
        match tokio::time::timeout(self.timeout, call).await {
            Ok(answer) => answer.map_err(Failure::of),
            Err(_) => Err(Failure::Slow(self.timeout)),
        }
    }
}
