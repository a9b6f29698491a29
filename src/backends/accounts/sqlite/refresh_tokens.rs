//! [`RefreshTokens`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::sessions;
use crate::backends::accounts::{Exchange, RefreshToken, RefreshTokens, Rotation, Session, UNUSED_TOKENS};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{SessionId, Timestamp};

#[async_trait]
impl RefreshTokens for SqliteAccounts {
    async fn rotate(&self, exchange: Exchange) -> Result<Rotation, StoreError> {
        self.engine.write(move |connection| rotate(connection, &exchange)).await
    }

    /// Each goes by its own end: without its session it is as good as unknown.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM refresh_tokens WHERE hash IN
            (SELECT hash FROM refresh_tokens WHERE expires_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

pub(super) fn insert(connection: &Connection, token: &RefreshToken) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO refresh_tokens (hash, session_id, expires_at) VALUES (?1, ?2, ?3)";
    let columns = params![token.hash, token.session.as_bytes(), token.expires_at.as_millis()];
    rows::run(connection, SQL, columns).map(drop)
}

/// A token that was shown, with its family.
struct Shown {
    session: Session,
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

impl Shown {
    fn has_ended(&self, now: Timestamp) -> bool {
        self.session.revoked || self.session.expires_at <= now || self.expires_at <= now
    }
}

fn shown(connection: &Connection, hash: &[u8; 32]) -> Fallible<Option<Shown>> {
    const SQL: &str = "SELECT s.session_id, s.user_id, s.created_at, s.expires_at, s.revoked, t.expires_at, t.used_at
        FROM refresh_tokens t JOIN sessions s ON s.session_id = t.session_id WHERE t.hash = ?1";
    rows::one(connection, SQL, [hash], |row| {
        let used_at = row.get::<_, Option<i64>>(6)?.map(Timestamp::from_millis);
        Ok(Shown { session: sessions::decode(row)?, expires_at: rows::moment(row, 5)?, used_at })
    })
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
            sessions::revoke(connection, session.id)?;
            return Ok(Rotation::Reused(session.id));
        }
    }
    make_room(connection, session.id)?;
    insert(connection, &RefreshToken { hash: exchange.next, session: session.id, expires_at: exchange.expires_at })?;
    session.expires_at = session.expires_at.max(exchange.expires_at);
    sessions::extend(connection, &session)?;
    Ok(Rotation::Rotated(session))
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
