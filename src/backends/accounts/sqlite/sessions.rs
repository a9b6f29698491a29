//! [`Sessions`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::accounts::SqliteAccounts;
use crate::backends::accounts::{Session, Sessions};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{SessionId, Tier, Timestamp, User};

#[async_trait]
impl Sessions for SqliteAccounts {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.engine.read(move |connection| find(connection, id)).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.engine.write(move |connection| revoke(connection, id)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM sessions WHERE session_id IN
            (SELECT session_id FROM sessions WHERE expires_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

pub(super) fn insert(connection: &Connection, session: &Session) -> Fallible<()> {
    const SQL: &str = "INSERT INTO sessions (session_id, user_id, created_at, expires_at, revoked)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    let columns = params![
        session.id.as_bytes(),
        session.user.as_bytes(),
        session.created_at.as_millis(),
        session.expires_at.as_millis(),
        session.revoked,
    ];
    rows::run(connection, SQL, columns).map(drop)
}

pub(super) fn find(connection: &Connection, id: SessionId) -> Fallible<Option<(Session, User)>> {
    const SQL: &str = "SELECT s.session_id, s.user_id, s.created_at, s.expires_at, s.revoked, u.tier, u.created_at
        FROM sessions s JOIN users u ON u.user_id = s.user_id WHERE s.session_id = ?1";
    rows::one(connection, SQL, [id.as_bytes()], |row| {
        let session = decode(row)?;
        let user = User { id: session.user, tier: Tier(row.get(5)?), created_at: rows::moment(row, 6)? };
        Ok((session, user))
    })
}

/// The first five columns: `session_id, user_id, created_at, expires_at, revoked`.
fn decode(row: &Row<'_>) -> Fallible<Session> {
    Ok(Session {
        id: rows::id(row, 0)?,
        user: rows::id(row, 1)?,
        created_at: rows::moment(row, 2)?,
        expires_at: rows::moment(row, 3)?,
        revoked: row.get(4)?,
    })
}

/// The session was renewed, which is a visit of its reader's. A clock that was set back makes none earlier.
pub(super) fn extend(connection: &Connection, session: &Session, now: Timestamp) -> Fallible<()> {
    const SESSION: &str = "UPDATE sessions SET expires_at = ?2 WHERE session_id = ?1";
    const VISIT: &str = "UPDATE users SET visited_at = max(visited_at, ?2) WHERE user_id = ?1";
    rows::run(connection, SESSION, params![session.id.as_bytes(), session.expires_at.as_millis()])?;
    rows::run(connection, VISIT, params![session.user.as_bytes(), now.as_millis()]).map(drop)
}

pub(super) fn revoke(connection: &Connection, id: SessionId) -> Fallible<()> {
    rows::run(connection, "UPDATE sessions SET revoked = 1 WHERE session_id = ?1", [id.as_bytes()]).map(drop)
}
