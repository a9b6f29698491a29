//! [`Attempts`] on the engine.

use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{Attempt, AttemptOn, Attempts, Pace};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::Timestamp;

#[async_trait]
impl Attempts for SqliteAccounts {
    async fn begin(&self, on: Vec<(AttemptOn, Pace)>, now: Timestamp) -> Result<Attempt, StoreError> {
        let on: Vec<(Key, Pace)> = on.iter().map(|(on, pace)| (key(&self.vault, on), *pace)).collect();
        self.engine.write(move |connection| begin(connection, &on, now)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM attempts WHERE key IN (SELECT key FROM attempts WHERE last < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

type Key = [u8; 32];

fn key(vault: &Vault, on: &AttemptOn) -> Key {
    let (purpose, text) = on.hashed();
    vault.hash(purpose, text)
}

fn begin(connection: &Connection, keys: &[(Key, Pace)], now: Timestamp) -> Fallible<Attempt> {
    let mut counted = Vec::with_capacity(keys.len());
    let mut wait = Duration::ZERO;
    for (key, pace) in keys {
        let attempts = attempts(connection, key)?.filter(|(_, last)| !pace.is_forgotten(*last, now));
        let (count, last) = attempts.unwrap_or((0, now));
        wait = wait.max(pace.wait(count, last, now));
        counted.push((key, count.saturating_add(1)));
    }
    if !wait.is_zero() {
        return Ok(Attempt::Wait(wait));
    }
    counted.into_iter().try_for_each(|(key, count)| put(connection, key, count, now))?;
    Ok(Attempt::Begun)
}

fn attempts(connection: &Connection, key: &Key) -> Fallible<Option<(u32, Timestamp)>> {
    const SQL: &str = "SELECT count, last FROM attempts WHERE key = ?1";
    rows::one(connection, SQL, [key], |row| Ok((row.get(0)?, rows::moment(row, 1)?)))
}

fn put(connection: &Connection, key: &Key, count: u32, now: Timestamp) -> Fallible<()> {
    const SQL: &str = "INSERT INTO attempts (key, count, last) VALUES (?1, ?2, ?3)
        ON CONFLICT (key) DO UPDATE SET count = excluded.count, last = excluded.last";
    rows::run(connection, SQL, params![key, count, now.as_millis()]).map(drop)
}

/// They count no more.
pub(super) fn clear(connection: &Connection, vault: &Vault, on: &[AttemptOn]) -> Fallible<()> {
    const SQL: &str = "DELETE FROM attempts WHERE key = ?1";
    on.iter().try_for_each(|on| rows::run(connection, SQL, [key(vault, on)]).map(drop))
}

/// One of them counts no more.
pub(super) fn give_back(connection: &Connection, vault: &Vault, on: &[AttemptOn]) -> Fallible<()> {
    const SQL: &str = "UPDATE attempts SET count = max(count - 1, 0) WHERE key = ?1";
    on.iter().try_for_each(|on| rows::run(connection, SQL, [key(vault, on)]).map(drop))
}
