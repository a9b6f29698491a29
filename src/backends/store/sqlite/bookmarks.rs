//! Where readers are in their books, and the days on which they were there.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::store::SqliteStore;
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows;
use crate::backends::store::{Bookmark, Bookmarks, StoreError};
use crate::domain::{BusEvent, StoryId, UserId};

/// Keeps a bookmark unless a later one is kept already; the first of a day is a fact for the outbox. Nothing is kept
/// about a deleted story.
fn keep(connection: &Connection, bookmark: &Bookmark, viewed: &BusEvent) -> Fallible<()> {
    const DAY: &str = "INSERT OR IGNORE INTO viewings (story_id, reader, day) SELECT ?1, ?2, ?3
        WHERE NOT EXISTS (SELECT 1 FROM stories WHERE story_id = ?1 AND deleted_at IS NOT NULL)";
    const KEEP: &str = "INSERT INTO reading (story_id, reader, scene, at) SELECT ?1, ?2, ?3, ?4
        WHERE NOT EXISTS (SELECT 1 FROM stories WHERE story_id = ?1 AND deleted_at IS NOT NULL)
        ON CONFLICT (story_id, reader) DO UPDATE SET scene = excluded.scene, at = excluded.at WHERE excluded.at >= at";
    let (story, reader) = (bookmark.story_id.as_bytes(), bookmark.reader.as_bytes());
    if rows::run(connection, DAY, params![story, reader, bookmark.at.day()])? == 1 {
        post(connection, viewed)?;
    }
    rows::run(connection, KEEP, params![story, reader, bookmark.scene, bookmark.at.as_millis()]).map(drop)
}

fn find(connection: &Connection, reader: UserId, story_id: StoryId) -> Fallible<Option<Bookmark>> {
    const SQL: &str = "SELECT scene, at FROM reading WHERE story_id = ?1 AND reader = ?2
        AND NOT EXISTS (SELECT 1 FROM stories WHERE story_id = ?1 AND deleted_at IS NOT NULL)";
    rows::one(connection, SQL, params![story_id.as_bytes(), reader.as_bytes()], |row| {
        Ok(Bookmark { reader, story_id, scene: row.get(0)?, at: rows::moment(row, 1)? })
    })
}

#[async_trait]
impl Bookmarks for SqliteStore {
    async fn keep(&self, bookmark: Bookmark, viewed: BusEvent) -> Result<(), StoreError> {
        self.engine.write(move |connection| keep(connection, &bookmark, &viewed)).await
    }

    async fn find(&self, reader: UserId, story: StoryId) -> Result<Option<Bookmark>, StoreError> {
        self.engine.read(move |connection| find(connection, reader, story)).await
    }
}
