//! [`Preferences`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use crate::backends::accounts::{Preferences, WishPreferences};
use crate::backends::error::StoreError;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::UserId;

#[async_trait]
impl Preferences for SqliteAccounts {
    async fn find(&self, user: UserId) -> Result<Option<WishPreferences>, StoreError> {
        const SQL: &str = "SELECT document FROM preferences WHERE user_id = ?1";
        let find =
            move |connection: &Connection| rows::one(connection, SQL, [user.as_bytes()], |row| rows::document(row, 0));
        self.engine.read(find).await
    }

    async fn put(&self, user: UserId, preferences: WishPreferences) -> Result<bool, StoreError> {
        self.engine.write(move |connection| put(connection, user, &preferences)).await
    }
}

/// Whoever is gone leaves nothing behind, not even what they ask for at that moment.
fn put(connection: &Connection, user: UserId, preferences: &WishPreferences) -> Fallible<bool> {
    const SQL: &str = "INSERT INTO preferences (user_id, document) SELECT user_id, ?2 FROM users WHERE user_id = ?1
        ON CONFLICT (user_id) DO UPDATE SET document = excluded.document";
    let document = serde_json::to_string(preferences)?;
    Ok(rows::run(connection, SQL, params![user.as_bytes(), document])? > 0)
}
