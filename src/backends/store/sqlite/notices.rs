//! In-app notices, one for each fact. A deleted story has none: not in a list, and none comes in late.

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Notice, Notices, StoreError};
use crate::domain::{EventId, StoryId, UserId};

fn put(connection: &Connection, notice: &Notice) -> Fallible<()> {
    const SQL: &str = "INSERT OR IGNORE INTO notifications (event_id, user_id, type, story_id, at, read)
        SELECT ?1, ?2, ?3, ?4, ?5, ?6
        WHERE NOT EXISTS (SELECT 1 FROM stories WHERE story_id = ?4 AND deleted_at IS NOT NULL)";
    let parameters = params![
        notice.id.as_bytes(),
        notice.user.as_bytes(),
        notice.kind,
        notice.story_id.as_ref().map(StoryId::as_bytes),
        notice.at.as_millis(),
        notice.read,
    ];
    rows::run(connection, SQL, parameters).map(drop)
}

fn list(connection: &Connection, user: UserId, after: Option<EventId>, limit: usize) -> Fallible<Vec<Notice>> {
    const SQL: &str = "SELECT n.event_id, n.user_id, n.type, n.story_id, n.at, n.read FROM notifications n
        LEFT JOIN stories h ON h.story_id = n.story_id
        WHERE n.user_id = ?1 AND n.event_id < ?2 AND h.deleted_at IS NULL ORDER BY n.event_id DESC";
    let after = after.map_or([u8::MAX; 16], |event| *event.as_bytes());
    rows::readable(connection, "notifications", SQL, params![user.as_bytes(), after], limit, notice)
}

fn notice(row: &Row<'_>) -> Fallible<Notice> {
    Ok(Notice {
        id: rows::id(row, 0)?,
        user: rows::id(row, 1)?,
        kind: row.get(2)?,
        story_id: rows::optional_id(row, 3)?,
        at: rows::moment(row, 4)?,
        read: row.get(5)?,
    })
}

fn mark_read(connection: &Connection, user: UserId, id: EventId) -> Fallible<bool> {
    const SQL: &str = "UPDATE notifications SET read = 1 WHERE event_id = ?1 AND user_id = ?2 AND NOT EXISTS
        (SELECT 1 FROM stories h WHERE h.story_id = notifications.story_id AND h.deleted_at IS NOT NULL)";
    Ok(rows::run(connection, SQL, params![id.as_bytes(), user.as_bytes()])? == 1)
}

#[async_trait]
impl Notices for SqliteStore {
    async fn put(&self, notice: Notice) -> Result<(), StoreError> {
        self.engine.write(move |connection| put(connection, &notice)).await
    }

    async fn list(&self, user: UserId, after: Option<EventId>, limit: usize) -> Result<Vec<Notice>, StoreError> {
        self.engine.read(move |connection| list(connection, user, after, limit)).await
    }

    async fn mark_read(&self, user: UserId, id: EventId) -> Result<bool, StoreError> {
        self.engine.write(move |connection| mark_read(connection, user, id)).await
    }
}
