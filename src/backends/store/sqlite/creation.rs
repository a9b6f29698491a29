//! A new story: key, quotas and creation as one step. Key first, so that a repeat is never refused by a quota.

use rusqlite::{Connection, params};

use super::append::insert_event;
use super::idempotency;
use super::outbox::post;
use super::story_rows;
use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Creation, NewStory};
use crate::domain::{Event, StoryStatus, UserId};

/// A [`NewStory`] whose document is written already.
pub(super) struct Prepared {
    story: NewStory,
    payload: String,
}

impl Prepared {
    pub(super) fn new(story: NewStory) -> Fallible<Self> {
        if story.created.seq != 1 || !matches!(story.created.event, Event::StoryCreated { .. }) {
            return Err(Failure::Command("a log begins with story.created as number 1"));
        }
        Ok(Self { payload: story_rows::payload(&story.created.event)?, story })
    }
}

/// Decides, then writes: a refused intent uses up nothing, not even its key.
pub(super) fn create(connection: &Connection, new: &Prepared) -> Fallible<Creation> {
    let story = &new.story;
    if is_there(connection, story)? {
        return Ok(Creation::Created);
    }
    if let Some(key) = &story.idempotency
        && let Some((made, fingerprint)) = idempotency::find(connection, story.owner, &key.key)?
    {
        let same = fingerprint == key.fingerprint;
        return Ok(if same { Creation::Repeated(made) } else { Creation::KeyReused });
    }
    let limits = story.limits;
    if reached(limits.stories_per_day, || on_day(connection, story.owner, story.created.at.day()))? {
        return Ok(Creation::DailyLimit);
    }
    if reached(limits.stories_at_once, || unended(connection, story.owner))? {
        return Ok(Creation::TooManyAtOnce);
    }
    insert(connection, new)?;
    Ok(Creation::Created)
}

/// Whether this very creation was carried out before: a call whose answer was lost.
fn is_there(connection: &Connection, story: &NewStory) -> Fallible<bool> {
    const SQL: &str = "SELECT event_id FROM story_events WHERE story_id = ?1 AND seq = 1";
    let first = rows::one(connection, SQL, [story.created.story_id.as_bytes()], |row| rows::id(row, 0))?;
    Ok(first == Some(story.created.event_id))
}

/// Whether a limit (0: none) is reached.
fn reached(limit: u32, count: impl FnOnce() -> Fallible<i64>) -> Fallible<bool> {
    Ok(limit > 0 && count()? >= i64::from(limit))
}

/// Stories accepted on a UTC day. Deleted ones count (their rows stay), failed ones don't.
fn on_day(connection: &Connection, owner: UserId, day: i64) -> Fallible<i64> {
    const SQL: &str = "SELECT count(*) FROM stories WHERE owner = ?1 AND day = ?2 AND status <> 'failed'";
    count(connection, SQL, params![owner.as_bytes(), day])
}

fn unended(connection: &Connection, owner: UserId) -> Fallible<i64> {
    const SQL: &str = "SELECT count(*) FROM stories WHERE owner = ?1 AND ended = 0";
    count(connection, SQL, params![owner.as_bytes()])
}

fn count(connection: &Connection, sql: &str, parameters: impl rusqlite::Params) -> Fallible<i64> {
    Ok(connection.prepare_cached(sql)?.query_row(parameters, |row| row.get(0))?)
}

fn insert(connection: &Connection, new: &Prepared) -> Fallible<()> {
    insert_story(connection, &new.story)?;
    insert_event(connection, &new.story.created, &new.payload)?;
    post(connection, &new.story.bus)?;
    new.story.idempotency.iter().try_for_each(|key| idempotency::keep(connection, key, &new.story))
}

fn insert_story(connection: &Connection, story: &NewStory) -> Fallible<()> {
    const SQL: &str = "INSERT INTO stories (story_id, owner, day, epoch, head, status) VALUES (?1, ?2, ?3, ?4, 1, ?5)";
    let created = &story.created;
    let parameters = params![
        created.story_id.as_bytes(),
        story.owner.as_bytes(),
        created.at.day(),
        column(created.epoch),
        StoryStatus::Queued.as_str(),
    ];
    rows::run(connection, SQL, parameters).map(drop)
}
