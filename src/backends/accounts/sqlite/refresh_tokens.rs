//! [`RefreshTokens`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::sessions;
use crate::backends::accounts::{Exchange, RefreshToken, RefreshTokens, Rotation, Session, UNUSED_TOKENS};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::Timestamp;

#[async_trait]
impl RefreshTokens for SqliteAccounts {
    async fn rotate(&self, exchange: Exchange) -> Result<Rotation, StoreError> {
        self.engine.write(move |connection| rotate(connection, &exchange)).await
    }

    async fn forget(&self, expired_before: Timestamp, used_before: Timestamp) -> Result<(), StoreError> {
        const EXPIRED: &str = "DELETE FROM refresh_tokens WHERE (session_id, hash) IN
            (SELECT session_id, hash FROM refresh_tokens WHERE expires_at < ?1 LIMIT ?2)";
        const USED: &str = "DELETE FROM refresh_tokens WHERE (session_id, hash) IN
            (SELECT session_id, hash FROM refresh_tokens WHERE used_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(EXPIRED, expired_before).await?;
        self.engine.delete_in_steps(USED, used_before).await
    }
}

pub(super) fn insert(connection: &Connection, token: &RefreshToken) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO refresh_tokens (session_id, hash, made_at, expires_at)
        VALUES (?1, ?2, ?3, ?4)";
    let (made_at, expires_at) = (token.made_at.as_millis(), token.expires_at.as_millis());
    rows::run(connection, SQL, params![token.session.as_bytes(), token.hash, made_at, expires_at]).map(drop)
}

/// What is stored of a token that was shown.
struct Shown {
    expires_at: Timestamp,
    used_at: Option<Timestamp>,
}

fn shown(connection: &Connection, exchange: &Exchange) -> Fallible<Option<Shown>> {
    const SQL: &str = "SELECT expires_at, used_at FROM refresh_tokens WHERE session_id = ?1 AND hash = ?2";
    rows::one(connection, SQL, params![exchange.session.as_bytes(), exchange.used], |row| {
        let used_at = row.get::<_, Option<i64>>(1)?.map(Timestamp::from_millis);
        Ok(Shown { expires_at: rows::moment(row, 0)?, used_at })
    })
}

fn rotate(connection: &Connection, exchange: &Exchange) -> Fallible<Rotation> {
    let session = sessions::find(connection, exchange.session)?.map(|(session, _)| session);
    let Some(session) = session.filter(|session| !session.revoked && session.expires_at > exchange.now) else {
        return Ok(Rotation::Invalid);
    };
    match shown(connection, exchange)? {
        Some(token) if token.expires_at <= exchange.now => Ok(Rotation::Invalid),
        Some(Shown { used_at: None, .. }) => {
            use_up(connection, exchange)?;
            renew(connection, exchange, session)
        }
        Some(Shown { used_at: Some(first), .. }) if exchange.is_near(first) => {
            if make_room(connection, exchange)? {
                renew(connection, exchange, session)
            } else {
                Ok(Rotation::Crowded)
            }
        }
        Some(_) | None => {
            sessions::revoke(connection, session.id)?;
            Ok(Rotation::Reused(session.id))
        }
    }
}

fn use_up(connection: &Connection, exchange: &Exchange) -> Fallible<()> {
    const SQL: &str = "UPDATE refresh_tokens SET used_at = ?3 WHERE session_id = ?1 AND hash = ?2";
    let columns = params![exchange.session.as_bytes(), exchange.used, exchange.now.as_millis()];
    rows::run(connection, SQL, columns).map(drop)
}

fn renew(connection: &Connection, exchange: &Exchange, mut session: Session) -> Fallible<Rotation> {
    let Exchange { next: hash, now: made_at, expires_at, .. } = *exchange;
    insert(connection, &RefreshToken { hash, session: session.id, made_at, expires_at })?;
    session.expires_at = session.expires_at.max(expires_at);
    sessions::extend(connection, &session, made_at)?;
    Ok(Rotation::Rotated(session))
}

/// Drops the oldest unused tokens of a family, so that there are no more than may be with the one that comes. `false`:
/// all of them are too young for that.
fn make_room(connection: &Connection, exchange: &Exchange) -> Fallible<bool> {
    const UNUSED: &str = "SELECT count(*) FROM refresh_tokens WHERE session_id = ?1 AND used_at IS NULL";
    const DROP: &str =
        "DELETE FROM refresh_tokens WHERE session_id = ?1 AND used_at IS NULL AND made_at < ?2 AND hash IN
        (SELECT hash FROM refresh_tokens INDEXED BY refresh_tokens_unused WHERE session_id = ?1 AND used_at IS NULL
        ORDER BY made_at DESC LIMIT -1 OFFSET ?3)";
    let family = exchange.session.as_bytes();
    let settled = exchange.now.minus(exchange.grace).as_millis();
    rows::run(connection, DROP, params![family, settled, rows::limit(UNUSED_TOKENS - 1)])?;
    let unused = rows::one(connection, UNUSED, [family], |row| rows::number(row, 0))?;
    Ok(unused.unwrap_or_default() < UNUSED_TOKENS as u64)
}
