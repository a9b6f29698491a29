//! [`SignIns`] on the engine.

use std::time::Duration;

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::accounts::SqliteAccounts;
use super::mails::insert_mail;
use super::{attempts, member_rows, refresh_tokens, sessions};
use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{LOGINS_KEPT, Login, LoginOutcome, NewSession, SignIn, SignIns};
use crate::backends::error::StoreError;
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::{Failure, Fallible, rows};
use crate::domain::{BusEvent, EventId, SessionId, Timestamp, UserId};

/// Within which time an account's failures are one fact.
const ONE_FACT: Duration = Duration::from_mins(1);

#[async_trait]
impl SignIns for SqliteAccounts {
    async fn succeed(&self, sign_in: SignIn) -> Result<bool, StoreError> {
        let vault = self.vault.clone();
        self.engine.write(move |connection| succeed(connection, &vault, &sign_in)).await
    }

    async fn fail(&self, login: Option<(Login, BusEvent)>) -> Result<(), StoreError> {
        match login {
            Some((login, fact)) => {
                let vault = self.vault.clone();
                self.engine.write(move |connection| fail(connection, &vault, &login, &fact)).await
            }
            // a write too, so that nobody can tell by the clock
            None => self.engine.probe().await,
        }
    }

    async fn list(&self, user: UserId, before: Option<EventId>, limit: usize) -> Result<Vec<Login>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| list(connection, &vault, user, before, limit)).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        const SQL: &str = "DELETE FROM logins WHERE (user_id, login_id) IN
            (SELECT user_id, login_id FROM logins WHERE at < ?1 LIMIT ?2)";
        self.engine.delete_in_steps(SQL, before).await
    }
}

fn succeed(connection: &Connection, vault: &Vault, sign_in: &SignIn) -> Fallible<bool> {
    if sessions::find(connection, sign_in.session.session.id)?.is_some() {
        return Ok(true);
    }
    let user = sign_in.login.user;
    if member_rows::password(connection, user)?.as_ref() != Some(&sign_in.checked) {
        return Ok(false);
    }
    if let Some(rehashed) = &sign_in.rehashed {
        member_rows::set_password(connection, user, rehashed)?;
    }
    begin(connection, vault, &sign_in.session)?;
    insert(connection, vault, &sign_in.login)?;
    attempts::clear(connection, vault, &sign_in.cleared)?;
    attempts::give_back(connection, vault, &sign_in.given_back)?;
    sign_in.mail.iter().try_for_each(|mail| insert_mail(connection, vault, mail))?;
    post(connection, &sign_in.fact)?;
    Ok(true)
}

/// Begins a session with its first token.
pub(super) fn begin(connection: &Connection, vault: &Vault, new: &NewSession) -> Fallible<()> {
    sessions::insert(connection, &new.session)?;
    sessions::put_client(connection, vault, new.session.id, &new.client)?;
    refresh_tokens::insert(connection, &new.token)
}

fn fail(connection: &Connection, vault: &Vault, login: &Login, fact: &BusEvent) -> Fallible<()> {
    const TOLD: &str = "SELECT 1 FROM logins WHERE user_id = ?1 AND at > ?2 AND outcome = ?3 LIMIT 1";
    let since = login.at.minus(ONE_FACT).as_millis();
    let told = params![login.user.as_bytes(), since, login.outcome.as_str()];
    let is_told = rows::one(connection, TOLD, told, |_| Ok(()))?.is_some();
    insert(connection, vault, login)?;
    if is_told { Ok(()) } else { post(connection, fact) }
}

/// Writes a sign-in down; the oldest beyond those that are kept go.
pub(super) fn insert(connection: &Connection, vault: &Vault, login: &Login) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO logins (user_id, login_id, at, outcome, session_id, client)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    const TRIM: &str = "DELETE FROM logins WHERE user_id = ?1 AND login_id <=
        (SELECT login_id FROM logins WHERE user_id = ?1 ORDER BY login_id DESC LIMIT 1 OFFSET ?2)";
    let columns = params![
        login.user.as_bytes(),
        login.id.as_bytes(),
        login.at.as_millis(),
        login.outcome.as_str(),
        login.session.as_ref().map(SessionId::as_bytes),
        vault.seal(&place(&login.id), &login.client)?,
    ];
    rows::run(connection, SQL, columns)?;
    rows::run(connection, TRIM, params![login.user.as_bytes(), rows::limit(LOGINS_KEPT)]).map(drop)
}

/// Where a sign-in's client is sealed.
fn place(id: &EventId) -> [&[u8]; 2] {
    [b"logins", id.as_bytes()]
}

fn list(
    connection: &Connection,
    vault: &Vault,
    user: UserId,
    before: Option<EventId>,
    limit: usize,
) -> Fallible<Vec<Login>> {
    const SQL: &str = "SELECT user_id, login_id, at, outcome, session_id, client FROM logins
        WHERE user_id = ?1 AND (?2 IS NULL OR login_id < ?2) ORDER BY login_id DESC";
    let parameters = params![user.as_bytes(), before.as_ref().map(EventId::as_bytes)];
    rows::readable(connection, "logins", SQL, parameters, limit, |row| decode(row, vault))
}

fn decode(row: &Row<'_>, vault: &Vault) -> Fallible<Login> {
    let (id, outcome): (EventId, String) = (rows::id(row, 1)?, row.get(3)?);
    let client = vault.open(&place(&id), &row.get::<_, Vec<u8>>(5)?)?;
    Ok(Login {
        user: rows::id(row, 0)?,
        id,
        at: rows::moment(row, 2)?,
        outcome: outcome.parse::<LoginOutcome>().map_err(|_| Failure::Row("outcome of a sign-in".to_owned()))?,
        session: rows::optional_id(row, 4)?,
        client,
    })
}
