//! [`Sessions`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::accounts::SqliteAccounts;
use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{Client, OpenSession, Session, Sessions};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{SessionId, Tier, Timestamp, User, UserId};

#[async_trait]
impl Sessions for SqliteAccounts {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.engine.read(move |connection| find(connection, id)).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.engine.write(move |connection| revoke(connection, id)).await
    }

    async fn list(&self, user: UserId, now: Timestamp, limit: usize) -> Result<Vec<OpenSession>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| list(connection, &vault, user, now, limit)).await
    }

    async fn end(&self, user: UserId, id: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE sessions SET revoked = 1
            WHERE session_id = ?1 AND user_id = ?2 AND NOT revoked AND expires_at > ?3";
        let end = move |connection: &Connection| {
            Ok(rows::run(connection, SQL, params![id.as_bytes(), user.as_bytes(), now.as_millis()])? > 0)
        };
        self.engine.write(end).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM sessions WHERE session_id IN
            (SELECT session_id FROM sessions WHERE expires_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

pub(super) fn insert(connection: &Connection, session: &Session) -> Fallible<()> {
    const SQL: &str = "INSERT INTO sessions (session_id, user_id, created_at, expires_at, revoked, renewed_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?3)";
    let columns = params![
        session.id.as_bytes(),
        session.user.as_bytes(),
        session.created_at.as_millis(),
        session.expires_at.as_millis(),
        session.revoked,
    ];
    rows::run(connection, SQL, columns).map(drop)
}

/// From where a session began, and with what.
pub(super) fn put_client(connection: &Connection, vault: &Vault, id: SessionId, client: &Client) -> Fallible<()> {
    const SQL: &str = "UPDATE sessions SET client = ?2 WHERE session_id = ?1";
    rows::run(connection, SQL, params![id.as_bytes(), vault.seal(&place(&id), client)?]).map(drop)
}

/// Where a session's client is sealed.
fn place(id: &SessionId) -> [&[u8]; 2] {
    [b"sessions", id.as_bytes()]
}

fn list(
    connection: &Connection,
    vault: &Vault,
    user: UserId,
    now: Timestamp,
    limit: usize,
) -> Fallible<Vec<OpenSession>> {
    const SQL: &str = "SELECT session_id, created_at, renewed_at, client FROM sessions
        WHERE user_id = ?1 AND expires_at > ?2 AND NOT revoked ORDER BY session_id DESC";
    rows::readable(connection, "sessions", SQL, params![user.as_bytes(), now.as_millis()], limit, |row| {
        let id = rows::id(row, 0)?;
        let sealed: Option<Vec<u8>> = row.get(3)?;
        let client = sealed.map(|sealed| vault.open::<Client>(&place(&id), &sealed)).transpose()?;
        Ok(OpenSession { id, created_at: rows::moment(row, 1)?, renewed_at: rows::moment(row, 2)?, client })
    })
}

/// Ends all sessions of a reader but one; those that have ended, now or before.
pub(super) fn end_others(connection: &Connection, user: UserId, keep: Option<SessionId>) -> Fallible<Vec<SessionId>> {
    const END: &str = "UPDATE sessions SET revoked = 1 WHERE user_id = ?1 AND session_id IS NOT ?2";
    const ENDED: &str = "SELECT session_id FROM sessions WHERE user_id = ?1 AND session_id IS NOT ?2";
    let parameters = params![user.as_bytes(), keep.as_ref().map(SessionId::as_bytes)];
    rows::run(connection, END, parameters)?;
    rows::all(connection, ENDED, parameters, |row| rows::id(row, 0))
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
    const SESSION: &str = "UPDATE sessions SET expires_at = ?2, renewed_at = max(renewed_at, ?3) WHERE session_id = ?1";
    const VISIT: &str = "UPDATE users SET visited_at = max(visited_at, ?2) WHERE user_id = ?1";
    let (expires_at, now) = (session.expires_at.as_millis(), now.as_millis());
    rows::run(connection, SESSION, params![session.id.as_bytes(), expires_at, now])?;
    rows::run(connection, VISIT, params![session.user.as_bytes(), now]).map(drop)
}

pub(super) fn revoke(connection: &Connection, id: SessionId) -> Fallible<()> {
    rows::run(connection, "UPDATE sessions SET revoked = 1 WHERE session_id = ?1", [id.as_bytes()]).map(drop)
}
