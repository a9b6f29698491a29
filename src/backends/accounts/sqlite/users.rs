//! [`Users`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::mails::insert_mail;
use super::{mails, refresh_tokens, sessions};
use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{NewUser, Users};
use crate::backends::error::StoreError;
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{Tier, Timestamp, User, UserId};

#[async_trait]
impl Users for SqliteAccounts {
    async fn create(&self, new: NewUser) -> Result<(), StoreError> {
        let vault = self.vault.clone();
        self.engine.write(move |connection| create(connection, &vault, &new)).await
    }

    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.engine.read(move |connection| find(connection, id)).await
    }

    async fn absent_guests(&self, before: Timestamp, now: Timestamp, limit: usize) -> Result<Vec<UserId>, StoreError> {
        self.engine.read(move |connection| absent_guests(connection, before, now, limit)).await
    }

    async fn remove(&self, id: UserId) -> Result<(), StoreError> {
        self.engine.write(move |connection| remove(connection, id)).await
    }
}

fn create(connection: &Connection, vault: &Vault, new: &NewUser) -> Fallible<()> {
    if !insert(connection, &new.user)? {
        return Ok(());
    }
    sessions::insert(connection, &new.session)?;
    refresh_tokens::insert(connection, &new.token)?;
    new.mail.iter().try_for_each(|mail| insert_mail(connection, vault, mail))?;
    new.fact.iter().try_for_each(|fact| post(connection, fact))
}

/// `false`: they are there already.
pub(super) fn insert(connection: &Connection, user: &User) -> Fallible<bool> {
    const SQL: &str = "INSERT OR IGNORE INTO users (user_id, tier, created_at, visited_at) VALUES (?1, ?2, ?3, ?3)";
    let columns = params![user.id.as_bytes(), user.tier.as_str(), user.created_at.as_millis()];
    Ok(rows::run(connection, SQL, columns)? > 0)
}

/// Gives a guest the plan of one who has signed up. `false`: they are no guest.
pub(super) fn sign_up_guest(connection: &Connection, user: &User) -> Fallible<bool> {
    const SQL: &str = "UPDATE users SET tier = ?2 WHERE user_id = ?1 AND tier = ?3";
    let guest = Tier::guest();
    let columns = params![user.id.as_bytes(), user.tier.as_str(), guest.as_str()];
    Ok(rows::run(connection, SQL, columns)? > 0)
}

fn find(connection: &Connection, id: UserId) -> Fallible<Option<User>> {
    const SQL: &str = "SELECT tier, created_at FROM users WHERE user_id = ?1";
    rows::one(connection, SQL, [id.as_bytes()], |row| {
        Ok(User { id, tier: Tier(row.get(0)?), created_at: rows::moment(row, 1)? })
    })
}

fn absent_guests(connection: &Connection, before: Timestamp, now: Timestamp, limit: usize) -> Fallible<Vec<UserId>> {
    // the tier stands in the statement as in the index
    const SQL: &str = "SELECT user_id FROM users INDEXED BY guests_by_visit WHERE tier = 'guest' AND visited_at < ?1
        AND NOT EXISTS (SELECT 1 FROM sessions s
            WHERE s.user_id = users.user_id AND s.expires_at > ?2 AND NOT s.revoked)
        ORDER BY visited_at, user_id";
    let parameters = params![before.as_millis(), now.as_millis()];
    rows::readable(connection, "users", SQL, parameters, limit, |row| rows::id(row, 0))
}

fn remove(connection: &Connection, id: UserId) -> Fallible<()> {
    const ALL: [&str; 7] = [
        "DELETE FROM refresh_tokens WHERE session_id IN (SELECT session_id FROM sessions WHERE user_id = ?1)",
        "DELETE FROM sessions WHERE user_id = ?1",
        "DELETE FROM one_time_tokens WHERE user_id = ?1",
        "DELETE FROM logins WHERE user_id = ?1",
        "DELETE FROM preferences WHERE user_id = ?1",
        "DELETE FROM members WHERE user_id = ?1",
        "DELETE FROM users WHERE user_id = ?1",
    ];
    mails::remove_of(connection, id)?;
    ALL.iter().try_for_each(|sql| rows::run(connection, sql, [id.as_bytes()]).map(drop))
}
