//! [`Claims`] on the engine: what is open, taking it by raising the epoch, giving it up, and what others want of it (a
//! column of the head, which the run turns into an event).

use async_trait::async_trait;
use rusqlite::{Connection, Row, params};

use super::store::SqliteStore;
use super::story_keys::{self, fence_of_erased};
use super::story_rows::{self, claimant, claimant_column};
use super::work::{self, SealedWork};
use super::{damage, log};
use crate::backends::sqlite::rows::{self, column, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Claimed, Claims, Intent, OpenStory, StoreError, Vault};
use crate::domain::{Claimant, StoryId, Timestamp, UserId, Work};

#[async_trait]
impl Claims for SqliteStore {
    async fn open(&self, after: Option<StoryId>, limit: usize) -> Result<Vec<OpenStory>, StoreError> {
        self.engine.read(move |connection| open(connection, after, limit)).await
    }

    async fn claim(&self, story: StoryId, epoch: u64, by: Claimant) -> Result<Option<Claimed>, StoreError> {
        let vault = self.vault.clone();
        let command = move |connection: &Connection| claim(connection, &vault, story, epoch, by);
        // one that is to be ended, and may be erased then, makes room
        if self.engine.read(move |connection| is_unwanted(connection, story)).await? {
            return self.engine.write_to_make_room(command).await;
        }
        self.engine.write(command).await
    }

    async fn release(&self, story: StoryId, epoch: u64, work: &Work) -> Result<bool, StoreError> {
        let Some(key) = self.key(story).await? else {
            return self.engine.read(move |connection| fence_of_erased(connection, story).map(|_| false)).await;
        };
        let work = SealedWork::new(&key, work).map_err(Failure::from)?;
        self.engine.write(move |connection| release(connection, story, epoch, &work)).await
    }

    async fn fail_damaged(&self, story: StoryId, epoch: u64, at: Timestamp) -> Result<bool, StoreError> {
        self.engine.write_to_make_room(move |connection| damage::fail_damaged(connection, story, epoch, at)).await
    }

    async fn end_unreadable(&self, at: Timestamp) -> Result<Vec<StoryId>, StoreError> {
        if !self.engine.read(damage::has_unreadable).await? {
            return Ok(Vec::new());
        }
        self.engine.write_to_make_room(move |connection| damage::end_unreadable(connection, at)).await
    }

    async fn intend(&self, story: StoryId, intent: Intent, at: Timestamp) -> Result<(), StoreError> {
        self.engine.write_to_make_room(move |connection| intend(connection, story, intent, at)).await
    }
}

/// Every story that still needs somebody, oldest first. (The index holds those alone.)
fn open(connection: &Connection, after: Option<StoryId>, limit: usize) -> Fallible<Vec<OpenStory>> {
    const SQL: &str = "SELECT story_id, epoch, claimant, starts, intent, deleted_at IS NOT NULL, ended
        FROM stories INDEXED BY open_stories WHERE (ended = 0 OR (deleted_at IS NOT NULL AND erasing < 2))
        AND story_id > ?1 ORDER BY story_id";
    rows::readable(connection, "stories", SQL, [story_rows::after(after)], limit, open_story)
}

fn open_story(row: &Row<'_>) -> Fallible<OpenStory> {
    Ok(OpenStory {
        story_id: rows::id(row, 0)?,
        epoch: damage::epoch(row, 1)?,
        // by one that can't be read, nobody can be found
        claimant: claimant(row, 2).unwrap_or_default(),
        starts: damage::starts(row, 3),
        intent: intent(row, 4, row.get(5)?),
        ended: row.get(6)?,
    })
}

fn is_unwanted(connection: &Connection, story: StoryId) -> Fallible<bool> {
    const SQL: &str = "SELECT 1 FROM stories WHERE story_id = ?1 AND (intent = 1 OR deleted_at IS NOT NULL)";
    Ok(rows::one(connection, SQL, [story.as_bytes()], |_| Ok(()))?.is_some())
}

/// Reads the story, then raises the epoch: what can't be read, or written on, is left as it was, and the claim that
/// failed wrote nothing.
fn claim(
    connection: &Connection,
    vault: &Vault,
    story: StoryId,
    epoch: u64,
    by: Claimant,
) -> Fallible<Option<Claimed>> {
    const FENCE: &str = "SELECT owner, intent, deleted_at IS NOT NULL, epoch, starts, claimant IS NOT NULL, head
        FROM stories WHERE story_id = ?1 AND ended = 0
        AND (epoch = ?2 OR (epoch = ?2 + 1 AND claimant = ?3))";
    const TAKE: &str = "UPDATE stories SET epoch = ?2, claimant = ?3, starts = ?4 WHERE story_id = ?1";
    let place = params![story.as_bytes(), column(epoch), claimant_column(by)];
    let Some(fence) = rows::one(connection, FENCE, place, fence)? else { return Ok(None) };
    let Fence { owner, intent, is_held, .. } = fence;
    let is_repeated = fence.epoch != epoch;
    let starts = fence.starts.saturating_add(u32::from(is_held && !is_repeated));
    let key = story_keys::get(connection, vault, story)?;
    let log = log::events(connection, &key, story, 0, usize::MAX)?;
    if !damage::is_open_log(&log, fence.head) {
        return Err(Failure::Row("log".to_owned()));
    }
    let work = work::work(connection, &key, story)?;
    let claimed = Claimed { owner, epoch: epoch + 1, log, work, intent, starts };
    if !is_repeated {
        let taken = params![story.as_bytes(), column(claimed.epoch), claimant_column(by), starts];
        rows::run(connection, TAKE, taken)?;
    }
    Ok(Some(claimed))
}

/// What a claim finds of a story.
struct Fence {
    owner: UserId,
    intent: Option<Intent>,
    epoch: u64,
    starts: u32,
    is_held: bool,
    head: u64,
}

fn fence(row: &Row<'_>) -> Fallible<Fence> {
    Ok(Fence {
        owner: rows::id(row, 0)?,
        intent: intent(row, 1, row.get(2)?),
        epoch: damage::epoch(row, 3)?,
        starts: damage::starts(row, 4),
        is_held: row.get(5)?,
        head: number(row, 6)?,
    })
}

/// Gives a story up under its fence, with its work.
fn release(connection: &Connection, story: StoryId, epoch: u64, work: &SealedWork) -> Fallible<bool> {
    const SQL: &str = "UPDATE stories SET claimant = NULL WHERE story_id = ?1 AND epoch = ?2 AND erasing = 0";
    let ours = rows::run(connection, SQL, params![story.as_bytes(), column(epoch)])? == 1;
    if ours {
        work::put_work(connection, story, work)?;
    }
    Ok(ours)
}

/// Makes an intent durable. An ended story can't be cancelled.
fn intend(connection: &Connection, story: StoryId, intent: Intent, at: Timestamp) -> Fallible<()> {
    const CANCEL: &str = "UPDATE stories SET intent = 1 WHERE story_id = ?1 AND ended = 0 AND deleted_at IS NULL";
    match intent {
        Intent::Cancel => rows::run(connection, CANCEL, [story.as_bytes()]).map(drop),
        Intent::Delete => damage::delete(connection, story, at),
    }
}

/// What is wanted of a story, for which its tombstone speaks first.
fn intent(row: &Row<'_>, column: usize, is_deleted: bool) -> Option<Intent> {
    match row.get::<_, i64>(column) {
        _ if is_deleted => Some(Intent::Delete),
        Ok(1) => Some(Intent::Cancel),
        _ => None,
    }
}
