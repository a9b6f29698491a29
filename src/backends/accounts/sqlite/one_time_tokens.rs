//! [`OneTimeTokens`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::mails::insert_mail;
use super::{attempts, member_rows, sessions};
use crate::backends::accounts::{
    AttemptOn, IssueLimit, Issued, OneTimeToken, OneTimeTokens, PasswordReset, QueuedMail, TokenPurpose,
};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{Timestamp, UserId};

#[async_trait]
impl OneTimeTokens for SqliteAccounts {
    async fn issue(&self, token: OneTimeToken, mail: QueuedMail, limit: IssueLimit) -> Result<Issued, StoreError> {
        let vault = self.vault.clone();
        let issue = move |connection: &Connection| {
            let issued = issue(connection, &token, limit)?;
            if issued == Issued::Done {
                insert_mail(connection, &vault, &mail)?;
            }
            Ok(issued)
        };
        self.engine.write(issue).await
    }

    async fn holder(
        &self,
        hash: [u8; 32],
        purpose: TokenPurpose,
        now: Timestamp,
    ) -> Result<Option<UserId>, StoreError> {
        self.engine.read(move |connection| holder(connection, hash, purpose, now)).await
    }

    async fn verify(&self, hash: [u8; 32], now: Timestamp) -> Result<Option<UserId>, StoreError> {
        let verify = move |connection: &Connection| {
            let user = use_up(connection, hash, TokenPurpose::Verify, now)?;
            user.iter().try_for_each(|user| member_rows::set_verified(connection, *user, now))?;
            Ok(user)
        };
        self.engine.write(verify).await
    }

    async fn reset(
        &self,
        hash: [u8; 32],
        password: String,
        cleared: Vec<AttemptOn>,
        now: Timestamp,
    ) -> Result<Option<PasswordReset>, StoreError> {
        let vault = self.vault.clone();
        let reset = move |connection: &Connection| {
            let reset = reset(connection, hash, &password, now)?;
            if reset.is_some() {
                attempts::clear(connection, &vault, &cleared)?;
            }
            Ok(reset)
        };
        self.engine.write(reset).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM one_time_tokens WHERE hash IN
            (SELECT hash FROM one_time_tokens WHERE expires_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

fn issue(connection: &Connection, token: &OneTimeToken, limit: IssueLimit) -> Fallible<Issued> {
    const COUNTED: &str = "SELECT made_at FROM one_time_tokens
        WHERE user_id = ?1 AND purpose = ?2 AND made_at > ?3 AND hash != ?4 ORDER BY made_at DESC LIMIT 1 OFFSET ?5";
    let since = token.made_at.minus(limit.within).as_millis();
    let before = i64::from(limit.most) - 1;
    let parameters = params![token.user.as_bytes(), token.purpose.as_str(), since, token.hash, before];
    if let Some(oldest) = rows::one(connection, COUNTED, parameters, |row| rows::moment(row, 0))? {
        return Ok(Issued::TooMany(oldest));
    }
    insert(connection, token)?;
    Ok(Issued::Done)
}

pub(super) fn insert(connection: &Connection, token: &OneTimeToken) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO one_time_tokens (hash, token_id, user_id, purpose, made_at, expires_at)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let columns = params![
        token.hash,
        token.id.as_bytes(),
        token.user.as_bytes(),
        token.purpose.as_str(),
        token.made_at.as_millis(),
        token.expires_at.as_millis(),
    ];
    rows::run(connection, SQL, columns).map(drop)
}

/// Whose token it is, while it works.
fn holder(connection: &Connection, hash: [u8; 32], purpose: TokenPurpose, now: Timestamp) -> Fallible<Option<UserId>> {
    const SQL: &str = "SELECT user_id FROM one_time_tokens
        WHERE hash = ?1 AND purpose = ?2 AND expires_at > ?3 AND used_at IS NULL";
    rows::one(connection, SQL, params![hash, purpose.as_str(), now.as_millis()], |row| rows::id(row, 0))
}

/// Uses up a token, and with it the others of its purpose.
fn use_up(connection: &Connection, hash: [u8; 32], purpose: TokenPurpose, now: Timestamp) -> Fallible<Option<UserId>> {
    const SQL: &str = "UPDATE one_time_tokens SET used_at = ?3 WHERE user_id = ?1 AND purpose = ?2 AND used_at IS NULL";
    let user = holder(connection, hash, purpose, now)?;
    if let Some(user) = user {
        rows::run(connection, SQL, params![user.as_bytes(), purpose.as_str(), now.as_millis()])?;
    }
    Ok(user)
}

/// Forgets the tokens of a purpose that were not used.
pub(super) fn forget(connection: &Connection, user: UserId, purpose: TokenPurpose) -> Fallible<()> {
    const SQL: &str = "DELETE FROM one_time_tokens WHERE user_id = ?1 AND purpose = ?2 AND used_at IS NULL";
    rows::run(connection, SQL, params![user.as_bytes(), purpose.as_str()]).map(drop)
}

/// The token came by mail, so the address is theirs too.
fn reset(connection: &Connection, hash: [u8; 32], password: &str, now: Timestamp) -> Fallible<Option<PasswordReset>> {
    let Some(user) = use_up(connection, hash, TokenPurpose::Reset, now)? else { return Ok(None) };
    member_rows::set_password(connection, user, password)?;
    member_rows::set_verified(connection, user, now)?;
    let ended = sessions::end_others(connection, user, None)?;
    Ok(Some(PasswordReset { user, ended }))
}
