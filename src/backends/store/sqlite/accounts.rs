//! Readers, their sessions, and refresh tokens that work once.

use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Accounts, RefreshToken, Rotation, Session, StoreError, UNUSED_TOKENS};
use crate::domain::{SessionId, Tier, Timestamp, User, UserId};

fn create(connection: &Connection, user: &User, session: &Session, token: &RefreshToken) -> Fallible<()> {
    const USER: &str = "INSERT OR IGNORE INTO users (user_id, tier, created_at) VALUES (?1, ?2, ?3)";
    const SESSION: &str = "INSERT OR IGNORE INTO sessions (session_id, user_id, created_at, expires_at, revoked)
        VALUES (?1, ?2, ?3, ?4, ?5)";
    rows::run(connection, USER, params![user.id.as_bytes(), user.tier.as_str(), user.created_at.as_millis()])?;
    let columns = params![
        session.id.as_bytes(),
        session.user.as_bytes(),
        session.created_at.as_millis(),
        session.expires_at.as_millis(),
        session.revoked,
    ];
    rows::run(connection, SESSION, columns)?;
    put_token(connection, token)
}

fn put_token(connection: &Connection, token: &RefreshToken) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO refresh_tokens (hash, session_id, expires_at) VALUES (?1, ?2, ?3)";
    let columns = params![token.hash, token.session.as_bytes(), token.expires_at.as_millis()];
    rows::run(connection, SQL, columns).map(drop)
}

fn user(connection: &Connection, id: UserId) -> Fallible<Option<User>> {
    const SQL: &str = "SELECT tier, created_at FROM users WHERE user_id = ?1";
    rows::one(connection, SQL, [id.as_bytes()], |row| {
        Ok(User { id, tier: Tier(row.get(0)?), created_at: rows::moment(row, 1)? })
    })
}

fn session(connection: &Connection, id: SessionId) -> Fallible<Option<Session>> {
    const SQL: &str = "SELECT session_id, user_id, created_at, expires_at, revoked FROM sessions WHERE session_id = ?1";
    rows::one(connection, SQL, [id.as_bytes()], decode_session)
}

fn decode_session(row: &Row<'_>) -> Fallible<Session> {
    Ok(Session {
        id: rows::id(row, 0)?,
        user: rows::id(row, 1)?,
        created_at: rows::moment(row, 2)?,
        expires_at: rows::moment(row, 3)?,
        revoked: row.get(4)?,
    })
}

/// A token that was shown, with its family.
struct Shown {
    session: Session,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

fn shown(connection: &Connection, hash: &[u8; 32]) -> Fallible<Option<Shown>> {
    const SQL: &str = "SELECT s.session_id, s.user_id, s.created_at, s.expires_at, s.revoked, t.expires_at, t.used_at
        FROM refresh_tokens t JOIN sessions s ON s.session_id = t.session_id WHERE t.hash = ?1";
    rows::one(connection, SQL, [hash], |row| {
        let used_at = row.get::<_, Option<i64>>(6)?.map(Timestamp::from_millis);
        Ok(Shown { session: decode_session(row)?, expires_at: rows::moment(row, 5)?, used_at })
    })
}

impl Shown {
    fn has_ended(&self, now: Timestamp) -> bool {
        self.session.revoked || self.session.expires_at <= now || self.expires_at <= now
    }
}

/// What a client shows to stay signed in, and what it gets instead.
struct Exchange {
    used: [u8; 32],
    next: [u8; 32],
    expires_at: Timestamp,
    now: Timestamp,
    grace: Duration,
}

fn rotate(connection: &Connection, exchange: &Exchange) -> Fallible<Rotation> {
    let Some(shown) = shown(connection, &exchange.used)?.filter(|shown| !shown.has_ended(exchange.now)) else {
        return Ok(Rotation::Invalid);
    };
    let mut session = shown.session;
    match shown.used_at {
        None => use_up(connection, exchange)?,
        Some(first) if exchange.is_near(first) => {}
        Some(_) => {
            revoke(connection, session.id)?;
            return Ok(Rotation::Reused(session.id));
        }
    }
    make_room(connection, session.id)?;
    put_token(connection, &RefreshToken { hash: exchange.next, session: session.id, expires_at: exchange.expires_at })?;
    session.expires_at = session.expires_at.max(exchange.expires_at);
    extend(connection, &session)?;
    Ok(Rotation::Rotated(session))
}

impl Exchange {
    /// Within the grace of the first use, to either side: a clock that was set back makes no used token work for long.
    fn is_near(&self, first: Timestamp) -> bool {
        self.now.since(first).max(first.since(self.now)) <= self.grace
    }
}

fn use_up(connection: &Connection, exchange: &Exchange) -> Fallible<()> {
    const SQL: &str = "UPDATE refresh_tokens SET used_at = ?2 WHERE hash = ?1";
    rows::run(connection, SQL, params![exchange.used, exchange.now.as_millis()]).map(drop)
}

/// Drops the oldest unused tokens of a family, so that there are no more than may be with the one that comes.
fn make_room(connection: &Connection, session: SessionId) -> Fallible<()> {
    const SQL: &str = "DELETE FROM refresh_tokens WHERE hash IN
        (SELECT hash FROM refresh_tokens INDEXED BY refresh_tokens_unused WHERE session_id = ?1 AND used_at IS NULL
        ORDER BY expires_at DESC LIMIT -1 OFFSET ?2)";
    rows::run(connection, SQL, params![session.as_bytes(), rows::limit(UNUSED_TOKENS - 1)]).map(drop)
}

fn extend(connection: &Connection, session: &Session) -> Fallible<()> {
    const SQL: &str = "UPDATE sessions SET expires_at = ?2 WHERE session_id = ?1";
    rows::run(connection, SQL, params![session.id.as_bytes(), session.expires_at.as_millis()]).map(drop)
}

fn revoke(connection: &Connection, id: SessionId) -> Fallible<()> {
    rows::run(connection, "UPDATE sessions SET revoked = 1 WHERE session_id = ?1", [id.as_bytes()]).map(drop)
}

/// Each goes by its own end: without its session it is as good as unknown.
const FORGET_TOKENS: &str = "DELETE FROM refresh_tokens WHERE hash IN
    (SELECT hash FROM refresh_tokens WHERE expires_at < ?1 LIMIT ?2)";
/// A revoked session is kept until it would have ended by itself, so that its tokens stay known as ended.
const FORGET_SESSIONS: &str = "DELETE FROM sessions WHERE session_id IN
    (SELECT session_id FROM sessions WHERE expires_at < ?1 LIMIT ?2)";

#[async_trait]
impl Accounts for SqliteStore {
    async fn create(&self, user: User, session: Session, token: RefreshToken) -> Result<(), StoreError> {
        self.engine.write(move |connection| create(connection, &user, &session, &token)).await
    }

    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.engine.read(move |connection| user(connection, id)).await
    }

    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError> {
        self.engine.read(move |connection| session(connection, id)).await
    }

    async fn rotate(
        &self,
        used: [u8; 32],
        next: [u8; 32],
        expires_at: Timestamp,
        now: Timestamp,
        grace: Duration,
    ) -> Result<Rotation, StoreError> {
        let exchange = Exchange { used, next, expires_at, now, grace };
        self.engine.write(move |connection| rotate(connection, &exchange)).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.engine.write(move |connection| revoke(connection, id)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.engine.delete_in_steps(FORGET_TOKENS, before).await?;
        self.engine.delete_in_steps(FORGET_SESSIONS, before).await
    }
}
