//! Who works on a story: what is open, taking it by raising the epoch, giving it up.

use rusqlite::{Connection, Row, params};

use super::failure::Fallible;
use super::intents;
use super::log;
use super::rows::{self, column, number};
use crate::backends::store::{Claimed, Cursor, OpenStory};
use crate::domain::{NodeId, StoryId};

/// Every story that still needs somebody, oldest first. (The index holds those alone.)
pub(super) fn open(connection: &Connection, after: Cursor, limit: usize) -> Fallible<Vec<OpenStory>> {
    const SQL: &str = "SELECT story_id, epoch, node, intent, ended FROM stories INDEXED BY open_stories
        WHERE (ended = 0 OR (deleted_at IS NOT NULL AND erasing < 2)) AND story_id > ?1 ORDER BY story_id LIMIT ?2";
    rows::all(connection, SQL, params![rows::after(after), rows::limit(limit)], open_story)
}

fn open_story(row: &Row<'_>) -> Fallible<OpenStory> {
    Ok(OpenStory {
        story_id: rows::id(row, 0)?,
        epoch: number(row, 1)?,
        node: rows::optional_id(row, 2)?,
        intent: intents::decode(row.get(3)?)?,
        ended: row.get(4)?,
    })
}

/// Reads the story, then raises the epoch: what can't be read is left as it was, and the claim that failed wrote nothing.
pub(super) fn claim(connection: &Connection, story: StoryId, epoch: u64, node: NodeId) -> Fallible<Option<Claimed>> {
    const FENCE: &str = "SELECT owner, intent, epoch FROM stories
        WHERE story_id = ?1 AND ended = 0 AND (epoch = ?2 OR (epoch = ?2 + 1 AND node = ?3))";
    const TAKE: &str = "UPDATE stories SET epoch = ?2, node = ?3 WHERE story_id = ?1";
    let place = params![story.as_bytes(), column(epoch), node.as_bytes()];
    let open = rows::one(connection, FENCE, place, |row| {
        Ok((rows::id(row, 0)?, intents::decode(row.get(1)?)?, number(row, 2)?))
    })?;
    let Some((owner, intent, stored)) = open else { return Ok(None) };
    let log = log::events(connection, story, 0, usize::MAX)?;
    let claimed = Claimed { owner, epoch: epoch + 1, log, work: log::work(connection, story)?, intent };
    if stored == epoch {
        rows::run(connection, TAKE, params![story.as_bytes(), column(claimed.epoch), node.as_bytes()])?;
    }
    Ok(Some(claimed))
}

/// Gives a story up under its fence, with its work.
pub(super) fn release(connection: &Connection, story: StoryId, epoch: u64, work: &str) -> Fallible<bool> {
    const SQL: &str = "UPDATE stories SET node = NULL WHERE story_id = ?1 AND epoch = ?2 AND erasing = 0";
    let ours = rows::run(connection, SQL, params![story.as_bytes(), column(epoch)])? == 1;
    if ours {
        log::put_work(connection, story, work)?;
    }
    Ok(ours)
}
