//! The first event of a log, with everything derived from it, in one transaction.

use std::sync::Arc;

use rusqlite::{Connection, params};

use super::append::insert_event;
use super::story_keys;
use super::work::{SealedWork, put_work};
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Beginning, SealedPlace, Vault, WrappedKey};
use crate::domain::{Event, EventId, Record, StoryId, StoryStatus, UserId, Work};

/// A [`Beginning`] whose documents are written and sealed already, under a key of the story's own.
pub(super) struct Prepared {
    pub(super) beginning: Beginning,
    sealed: Sealed,
    vault: Arc<Vault>,
}

/// A story's first documents, and the key under which they are sealed.
#[derive(Clone)]
struct Sealed {
    payload: Vec<u8>,
    work: SealedWork,
    key: WrappedKey,
}

impl Sealed {
    fn new(vault: &Vault, story: StoryId, event: &Event, work: &Work) -> Fallible<Self> {
        let (sealing, key) = vault.generate(story);
        let (payload, work) = (sealing.seal(SealedPlace::Event(1), event)?, SealedWork::new(&sealing, work)?);
        Ok(Self { payload, work, key })
    }
}

impl Prepared {
    pub(super) fn new(beginning: Beginning, vault: &Arc<Vault>) -> Fallible<Self> {
        if beginning.created.seq != 1 || !matches!(beginning.created.event, Event::StoryCreated { .. }) {
            return Err(Failure::Command("a log begins with story.created as number 1"));
        }
        let created = &beginning.created;
        let sealed = Sealed::new(vault, created.story_id, &created.event, &beginning.work)?;
        Ok(Self { beginning, sealed, vault: vault.clone() })
    }

    /// What is sealed is bound to its story: for another one it is sealed anew.
    fn sealed_for(&self, created: &Record) -> Fallible<Sealed> {
        if created.story_id == self.beginning.created.story_id {
            return Ok(self.sealed.clone());
        }
        Sealed::new(&self.vault, created.story_id, &created.event, &self.beginning.work)
    }

    /// Begins the log of this story instead.
    fn created_as(&self, story: StoryId) -> Beginning {
        let mut beginning = self.beginning.clone();
        beginning.created.story_id = story;
        beginning.bus.story_id = Some(story);
        beginning
    }
}

/// `false`: the log began with another event. Done after all when it began with this one.
pub(super) fn begin(connection: &Connection, prepared: &Prepared, story: StoryId) -> Fallible<bool> {
    if has_begun(connection, story)? {
        return Ok(first_event(connection, story)? == Some(prepared.beginning.created.event_id));
    }
    let Beginning { owner, created, bus, .. } = prepared.created_as(story);
    insert_story(connection, owner, &created)?;
    let Sealed { payload, work, key } = prepared.sealed_for(&created)?;
    story_keys::put(connection, story, &key)?;
    insert_event(connection, &created, &payload)?;
    put_work(connection, story, &work)?;
    post(connection, &bus)?;
    Ok(true)
}

/// Whatever became of it since: the row stays as the tombstone.
pub(super) fn has_begun(connection: &Connection, story: StoryId) -> Fallible<bool> {
    const SQL: &str = "SELECT 1 FROM stories WHERE story_id = ?1";
    Ok(rows::one(connection, SQL, [story.as_bytes()], |_| Ok(()))?.is_some())
}

fn first_event(connection: &Connection, story: StoryId) -> Fallible<Option<EventId>> {
    const SQL: &str = "SELECT event_id FROM story_events WHERE story_id = ?1 AND seq = 1";
    rows::one(connection, SQL, [story.as_bytes()], |row| rows::id(row, 0))
}

fn insert_story(connection: &Connection, owner: UserId, created: &Record) -> Fallible<()> {
    const SQL: &str = "INSERT INTO stories (story_id, owner, day, epoch, head, status) VALUES (?1, ?2, ?3, ?4, 1, ?5)";
    let parameters = params![
        created.story_id.as_bytes(),
        owner.as_bytes(),
        created.at.day(),
        column(created.epoch),
        StoryStatus::Queued.as_str(),
    ];
    rows::run(connection, SQL, parameters).map(drop)
}
