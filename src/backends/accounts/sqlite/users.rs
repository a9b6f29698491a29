//! [`Users`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::{refresh_tokens, sessions};
use crate::backends::accounts::{NewUser, Users};
use crate::backends::error::StoreError;
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{Tier, User, UserId};

#[async_trait]
impl Users for SqliteAccounts {
    async fn create(&self, new: NewUser) -> Result<(), StoreError> {
        self.engine.write(move |connection| create(connection, &new)).await
    }

    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError> {
        self.engine.read(move |connection| find(connection, id)).await
    }
}

fn create(connection: &Connection, new: &NewUser) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO users (user_id, tier, created_at) VALUES (?1, ?2, ?3)";
    let user = &new.user;
    let columns = params![user.id.as_bytes(), user.tier.as_str(), user.created_at.as_millis()];
    if rows::run(connection, SQL, columns)? == 0 {
        return Ok(());
    }
    sessions::insert(connection, &new.session)?;
    refresh_tokens::insert(connection, &new.token)?;
    new.fact.iter().try_for_each(|fact| post(connection, fact))
}

fn find(connection: &Connection, id: UserId) -> Fallible<Option<User>> {
    const SQL: &str = "SELECT tier, created_at FROM users WHERE user_id = ?1";
    rows::one(connection, SQL, [id.as_bytes()], |row| {
        Ok(User { id, tier: Tier(row.get(0)?), created_at: rows::moment(row, 1)? })
    })
}
