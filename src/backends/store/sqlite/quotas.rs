//! [`Quotas`] on the engine: a story counts by its row once its log has begun, and by its reservation before that.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::beginning::has_begun;
use super::store::SqliteStore;
use super::story_rows;
use crate::backends::sqlite::{Fallible, rows};
use crate::backends::store::{Quotas, Reservation, Reserved, StoreError};
use crate::domain::{PlanLimits, StoryId, Timestamp, UserId};

#[async_trait]
impl Quotas for SqliteStore {
    async fn reserve(&self, reservation: Reservation, limits: PlanLimits) -> Result<Reserved, StoreError> {
        self.engine.write(move |connection| reserve(connection, &reservation, limits)).await
    }

    async fn look(&self, reservation: Reservation, limits: PlanLimits) -> Result<Reserved, StoreError> {
        self.engine.read(move |connection| decide(connection, &reservation, limits)).await
    }

    async fn settle(&self, _owner: UserId, story: StoryId) -> Result<(), StoreError> {
        self.engine.write(move |connection| settle(connection, story)).await
    }

    async fn give_back(&self, _owner: UserId, story: StoryId) -> Result<(), StoreError> {
        self.engine.write(move |connection| settle(connection, story)).await
    }

    async fn unsettled(
        &self,
        before: Timestamp,
        after: Option<StoryId>,
        limit: usize,
    ) -> Result<Vec<Reservation>, StoreError> {
        self.engine.read(move |connection| unsettled(connection, before, after, limit)).await
    }
}

fn reserve(connection: &Connection, reservation: &Reservation, limits: PlanLimits) -> Fallible<Reserved> {
    const SQL: &str = "INSERT OR IGNORE INTO reservations (story_id, owner, day, at) VALUES (?1, ?2, ?3, ?4)";
    let decided = decide(connection, reservation, limits)?;
    if decided == Reserved::Done && !has_begun(connection, reservation.story)? {
        let Reservation { owner, story, at } = reservation;
        rows::run(connection, SQL, params![story.as_bytes(), owner.as_bytes(), at.day(), at.as_millis()])?;
    }
    Ok(decided)
}

/// Whether a story may count; writes nothing.
pub(super) fn decide(connection: &Connection, reservation: &Reservation, limits: PlanLimits) -> Fallible<Reserved> {
    let Reservation { owner, story, at } = *reservation;
    if has_begun(connection, story)? || is_reserved(connection, story)? {
        return Ok(Reserved::Done);
    }
    if reached(limits.stories_per_day, || on_day(connection, owner, at.day()))? {
        return Ok(Reserved::DailyLimit);
    }
    if reached(limits.stories_at_once, || unended(connection, owner))? {
        return Ok(Reserved::TooManyAtOnce);
    }
    Ok(Reserved::Done)
}

fn is_reserved(connection: &Connection, story: StoryId) -> Fallible<bool> {
    const SQL: &str = "SELECT 1 FROM reservations WHERE story_id = ?1";
    Ok(rows::one(connection, SQL, [story.as_bytes()], |_| Ok(()))?.is_some())
}

/// Whether a limit (0: none) is reached.
fn reached(limit: u32, count: impl FnOnce() -> Fallible<u64>) -> Fallible<bool> {
    Ok(limit > 0 && count()? >= u64::from(limit))
}

/// Stories of a UTC day. Deleted ones count (their rows stay), failed ones don't.
fn on_day(connection: &Connection, owner: UserId, day: i64) -> Fallible<u64> {
    const SQL: &str = "SELECT (SELECT count(*) FROM stories WHERE owner = ?1 AND day = ?2 AND status <> 'failed')
        + (SELECT count(*) FROM reservations r WHERE owner = ?1 AND day = ?2
            AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.story_id = r.story_id))";
    count(connection, SQL, params![owner.as_bytes(), day])
}

fn unended(connection: &Connection, owner: UserId) -> Fallible<u64> {
    const SQL: &str = "SELECT (SELECT count(*) FROM stories WHERE owner = ?1 AND ended = 0)
        + (SELECT count(*) FROM reservations r WHERE owner = ?1
            AND NOT EXISTS (SELECT 1 FROM stories s WHERE s.story_id = r.story_id))";
    count(connection, SQL, params![owner.as_bytes()])
}

fn count(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Fallible<u64> {
    Ok(rows::one(connection, sql, parameters, |row| rows::number(row, 0))?.unwrap_or_default())
}

/// The reservation is done with: the story counts by its row now, if it has one.
pub(super) fn settle(connection: &Connection, story: StoryId) -> Fallible<()> {
    const SQL: &str = "DELETE FROM reservations WHERE story_id = ?1";
    rows::run(connection, SQL, [story.as_bytes()]).map(drop)
}

fn unsettled(
    connection: &Connection,
    before: Timestamp,
    after: Option<StoryId>,
    limit: usize,
) -> Fallible<Vec<Reservation>> {
    const SQL: &str = "SELECT owner, story_id, at FROM reservations WHERE at < ?1 AND story_id > ?2
        ORDER BY story_id";
    let page = params![before.as_millis(), story_rows::after(after)];
    rows::readable(connection, "reservations", SQL, page, limit, reservation)
}

fn reservation(row: &Row<'_>) -> Fallible<Reservation> {
    Ok(Reservation { owner: rows::id(row, 0)?, story: rows::id(row, 1)?, at: rows::moment(row, 2)? })
}
