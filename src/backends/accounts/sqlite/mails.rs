//! [`MailQueue`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};
use serde::{Deserialize, Serialize};

use super::accounts::SqliteAccounts;
use super::member_rows;
use crate::backends::accounts::vault::{Vault, VaultError};
use crate::backends::accounts::{
    AttemptEnd, DueMail, MailBacklog, MailKind, MailQueue, OPEN_ATTEMPTS, QueuedMail, Recipient,
};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Failure, Fallible, rows};
use crate::domain::{MailId, Timestamp, UserId};

#[async_trait]
impl MailQueue for SqliteAccounts {
    async fn put(&self, mail: QueuedMail) -> Result<(), StoreError> {
        let vault = self.vault.clone();
        self.engine.write(move |connection| insert_mail(connection, &vault, &mail)).await
    }

    async fn due(&self, now: Timestamp, limit: usize) -> Result<Vec<DueMail>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| due(connection, &vault, now, limit)).await
    }

    async fn begin_attempt(&self, id: MailId, attempts: u32, until: Timestamp) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE mails SET attempts = attempts + 1, open = open + 1, is_tried = 1,
            due_at = ?3
            WHERE mail_id = ?1 AND attempts = ?2 AND ended_at IS NULL AND open < ?4";
        self.engine
            .write(move |connection| {
                let columns = params![id.as_bytes(), attempts, until.as_millis(), OPEN_ATTEMPTS];
                Ok(rows::run(connection, SQL, columns)? > 0)
            })
            .await
    }

    async fn end_attempt(&self, id: MailId, attempt: u32, end: AttemptEnd, now: Timestamp) -> Result<bool, StoreError> {
        self.engine.write(move |connection| end_attempt(connection, id, attempt, end, now)).await
    }

    async fn recipient(&self, user: UserId) -> Result<Option<Recipient>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| recipient(connection, &vault, user)).await
    }

    async fn unsubscribe(&self, user: UserId, whether: bool) -> Result<(), StoreError> {
        const PUT: &str = "INSERT OR IGNORE INTO unsubscribed SELECT user_id FROM users WHERE user_id = ?1";
        const TAKE: &str = "DELETE FROM unsubscribed WHERE user_id = ?1";
        let sql = if whether { PUT } else { TAKE };
        self.engine.write(move |connection| rows::run(connection, sql, [user.as_bytes()]).map(drop)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM mails WHERE mail_id IN
            (SELECT mail_id FROM mails WHERE ended_at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }

    async fn backlog(&self) -> Result<MailBacklog, StoreError> {
        const SQL: &str = "SELECT count(*), min(at) FROM mails INDEXED BY mails_waiting WHERE ended_at IS NULL";
        let backlog = self.engine.read(|connection| {
            rows::one(connection, SQL, [], |row| {
                let oldest = row.get::<_, Option<i64>>(1)?.map(Timestamp::from_millis);
                Ok(MailBacklog { mails: rows::number(row, 0)?, oldest })
            })
        });
        Ok(backlog.await?.unwrap_or(MailBacklog { mails: 0, oldest: None }))
    }
}

/// What is sealed of a mail.
#[derive(Serialize, Deserialize)]
struct Payload {
    kind: MailKind,
    language: String,
}

fn place(id: &MailId) -> [&[u8]; 2] {
    [b"mails", id.as_bytes()]
}

/// Queues a mail, in the transaction of what it tells of. A repeat changes nothing.
pub(super) fn insert_mail(connection: &Connection, vault: &Vault, mail: &QueuedMail) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO mails (mail_id, user_id, at, due_at, attempts, open, is_tried, payload)
        VALUES (?1, ?2, ?3, ?3, 0, 0, 0, ?4)";
    let QueuedMail { id, user, kind, language, at } = mail.clone();
    let payload = vault.seal(&place(&id), &Payload { kind, language })?;
    rows::run(connection, SQL, params![id.as_bytes(), user.as_bytes(), at.as_millis(), payload]).map(drop)
}

/// A reader goes, and what they were to be told.
pub(super) fn remove_of(connection: &Connection, user: UserId) -> Fallible<()> {
    for sql in ["DELETE FROM mails WHERE user_id = ?1", "DELETE FROM unsubscribed WHERE user_id = ?1"] {
        rows::run(connection, sql, [user.as_bytes()])?;
    }
    Ok(())
}

fn due(connection: &Connection, vault: &Vault, now: Timestamp, limit: usize) -> Fallible<Vec<DueMail>> {
    const SQL: &str = "SELECT mail_id, user_id, at, attempts, open, payload FROM mails INDEXED BY mails_due
        WHERE ended_at IS NULL AND due_at <= ?1 ORDER BY due_at, mail_id";
    rows::readable(connection, "mails", SQL, [now.as_millis()], limit, |row| due_mail(row, vault))
}

fn due_mail(row: &Row<'_>, vault: &Vault) -> Fallible<DueMail> {
    let id: MailId = rows::id(row, 0)?;
    let Payload { kind, language } =
        vault.open(&place(&id), row.get_ref(5)?.as_blob().map_err(rusqlite::Error::from)?)?;
    let mail = QueuedMail { id, user: rows::id(row, 1)?, kind, language, at: rows::moment(row, 2)? };
    Ok(DueMail { mail, attempts: row.get(3)?, open: row.get(4)? })
}

fn end_attempt(connection: &Connection, id: MailId, attempt: u32, end: AttemptEnd, now: Timestamp) -> Fallible<bool> {
    const END: &str = "UPDATE mails SET ended_at = ?3, payload = NULL
        WHERE mail_id = ?1 AND attempts = ?2 AND ended_at IS NULL";
    const RETRY: &str = "UPDATE mails SET due_at = ?3, is_tried = 0, open = open - ?4
        WHERE mail_id = ?1 AND attempts = ?2 AND ended_at IS NULL AND is_tried";
    let id = id.as_bytes();
    let changed = match end {
        AttemptEnd::Sent | AttemptEnd::GivenUp => rows::run(connection, END, params![id, attempt, now.as_millis()]),
        AttemptEnd::Failed { retry_at } => rows::run(connection, RETRY, params![id, attempt, retry_at.as_millis(), 1]),
        AttemptEnd::Unknown { retry_at } => rows::run(connection, RETRY, params![id, attempt, retry_at.as_millis(), 0]),
    };
    Ok(changed? > 0)
}

/// A reader who has not signed up has no address.
fn recipient(connection: &Connection, vault: &Vault, user: UserId) -> Fallible<Option<Recipient>> {
    const UNSUBSCRIBED: &str = "SELECT 1 FROM unsubscribed WHERE user_id = ?1";
    let Some(member) = member_rows::find(connection, vault, user)? else { return Ok(None) };
    let is_unsubscribed = rows::one(connection, UNSUBSCRIBED, [user.as_bytes()], |_| Ok(()))?.is_some();
    let (address, is_verified) = (member.email.expose().to_owned(), member.verified_at.is_some());
    Ok(Some(Recipient { address, is_verified, is_unsubscribed }))
}

impl From<VaultError> for Failure {
    fn from(error: VaultError) -> Self {
        match error {
            VaultError::Away(_) => Self::Away(error.to_string()),
            VaultError::Newer => Self::Newer("reader's row"),
            VaultError::Damaged => Self::Row("reader's row".to_owned()),
        }
    }
}
