//! A story's log: appending under the fence with everything derived from it, reading, and the work document.

use rusqlite::{Connection, Row, params};

use super::failure::{Failure, Fallible};
use super::outbox::post;
use super::rows::{self, column, number};
use crate::backends::store::{Append, Appended, Head};
use crate::domain::{BusEvent, Event, Illustration, Record, Scene, StoryId, StoryStatus, Timestamp, Work};

/// An [`Append`] whose documents are written already, so that the writer's thread only binds them.
pub(super) struct Prepared {
    story_id: StoryId,
    epoch: u64,
    records: Vec<(Record, String)>,
    bus: Vec<BusEvent>,
    work: Option<String>,
}

impl Prepared {
    pub(super) fn new(append: Append) -> Fallible<Self> {
        let consecutive = append.records.windows(2).all(|pair| pair[0].seq + 1 == pair[1].seq);
        let of_one_story = append.records.iter().all(|record| record.story_id == append.story_id && record.seq > 0);
        if !(consecutive && of_one_story) {
            return Err(Failure::Command("the records are not consecutive events of one story"));
        }
        let records = append.records.into_iter().map(|record| {
            let payload = rows::payload(&record.event)?;
            Ok((record, payload))
        });
        Ok(Self {
            story_id: append.story_id,
            epoch: append.epoch,
            records: records.collect::<Fallible<_>>()?,
            bus: append.bus,
            work: append.work.as_ref().map(serde_json::to_string).transpose()?,
        })
    }
}

/// Where a story stands, before and after an append.
struct State {
    epoch: u64,
    head: u64,
    status: StoryStatus,
    outlined: Option<u64>,
    planned: Option<u64>,
    written: u64,
    /// Set by a terminal event.
    ended_at: Option<Timestamp>,
}

const STATE: &str = "SELECT epoch, head, status, outlined, planned, written FROM stories WHERE story_id = ?1";

fn state(row: &Row<'_>) -> Fallible<State> {
    Ok(State {
        epoch: number(row, 0)?,
        head: number(row, 1)?,
        status: rows::status(row, 2)?,
        outlined: row.get::<_, Option<u32>>(3)?.map(u64::from),
        planned: row.get::<_, Option<u32>>(4)?.map(u64::from),
        written: number(row, 5)?,
        ended_at: None,
    })
}

impl State {
    /// The status as [`crate::domain::Story::apply`] has it.
    fn apply(&mut self, record: &Record) {
        self.head = record.seq;
        match &record.event {
            Event::StoryStarted => self.status = StoryStatus::Writing,
            Event::StoryOutlined(outline) => {
                self.outlined = Some(record.seq);
                self.planned = Some(u64::from(outline.scenes));
            }
            Event::SceneCreated(_) => {
                self.written += 1;
                if self.planned.is_some_and(|planned| self.written >= planned) {
                    self.status = StoryStatus::Illustrating;
                }
            }
            event => {
                if let Some(status) = event.ends_as() {
                    (self.status, self.ended_at) = (status, Some(record.at));
                }
            }
        }
    }
}

/// Checks the fence, then writes events, projections, outbox and work. A story that is unknown (or forgotten after
/// its erasing) has nobody who may write: fenced by 0.
pub(super) fn append(connection: &Connection, append: &Prepared) -> Fallible<Appended> {
    let Some(mut now) = rows::one(connection, STATE, [append.story_id.as_bytes()], state)? else {
        return Ok(Appended::Fenced(0));
    };
    let Some((first, _)) = append.records.first() else { return work_only(connection, append, &now) };
    if now.epoch != append.epoch || now.head + 1 != first.seq {
        return refusal(connection, append, &now);
    }
    for (record, payload) in &append.records {
        insert_event(connection, record, payload)?;
        project(connection, record)?;
        now.apply(record);
    }
    save_state(connection, append.story_id, &now)?;
    append.bus.iter().try_for_each(|event| post(connection, event))?;
    append.work.iter().try_for_each(|work| put_work(connection, append.story_id, work))?;
    Ok(Appended::Done)
}

fn work_only(connection: &Connection, append: &Prepared, now: &State) -> Fallible<Appended> {
    if now.epoch != append.epoch {
        return Ok(Appended::Fenced(now.epoch));
    }
    append.work.iter().try_for_each(|work| put_work(connection, append.story_id, work))?;
    Ok(Appended::Done)
}

/// Done after all when the log has the same events at the same numbers; else says what is in the way.
fn refusal(connection: &Connection, append: &Prepared, now: &State) -> Fallible<Appended> {
    const EVENT_ID: &str = "SELECT event_id FROM story_events WHERE story_id = ?1 AND seq = ?2";
    for (record, _) in &append.records {
        let place = params![record.story_id.as_bytes(), column(record.seq)];
        let written = rows::one(connection, EVENT_ID, place, |row| rows::id(row, 0))?;
        if written != Some(record.event_id) {
            let fenced = now.epoch != append.epoch;
            return Ok(if fenced { Appended::Fenced(now.epoch) } else { Appended::Moved(now.head) });
        }
    }
    Ok(Appended::Done)
}

pub(super) fn insert_event(connection: &Connection, record: &Record, payload: &str) -> Fallible<()> {
    const SQL: &str = "INSERT INTO story_events (story_id, seq, at, event_id, epoch, type, payload, filler)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, zeroblob(?8))";
    let parameters = params![
        record.story_id.as_bytes(),
        column(record.seq),
        record.at.as_millis(),
        record.event_id.as_bytes(),
        column(record.epoch),
        record.event.kind(),
        payload,
        rows::filler(payload),
    ];
    rows::run(connection, SQL, parameters).map(drop)
}

/// A terminal event carries out a intent to cancel.
fn save_state(connection: &Connection, story: StoryId, state: &State) -> Fallible<()> {
    const SQL: &str =
        "UPDATE stories SET head = ?2, status = ?3, ended = ?4, outlined = ?5, planned = ?6, written = ?7,
        ended_at = coalesce(?8, ended_at), intent = CASE WHEN ?4 AND intent = 1 THEN 0 ELSE intent END WHERE story_id = ?1";
    let parameters = params![
        story.as_bytes(),
        column(state.head),
        state.status.as_str(),
        state.status.has_ended(),
        state.outlined.map(column),
        state.planned.map(column),
        column(state.written),
        state.ended_at.map(Timestamp::as_millis),
    ];
    rows::run(connection, SQL, parameters).map(drop)
}

/// The rows that are derived from one event.
fn project(connection: &Connection, record: &Record) -> Fallible<()> {
    match &record.event {
        Event::SceneCreated(scene) => put_scene(connection, record.story_id, scene),
        Event::IllustrationCreated(illustration) => put_illustration(connection, record.story_id, illustration),
        _ => Ok(()),
    }
}

fn put_scene(connection: &Connection, story: StoryId, scene: &Scene) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO scenes (story_id, scene, words) VALUES (?1, ?2, ?3)";
    rows::run(connection, SQL, params![story.as_bytes(), scene.scene, scene.words]).map(drop)
}

fn put_illustration(connection: &Connection, story: StoryId, illustration: &Illustration) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO illustrations (story_id, scene, width, height, sources, fallback)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    let parameters = params![
        story.as_bytes(),
        illustration.scene,
        illustration.width,
        illustration.height,
        serde_json::to_string(&illustration.sources)?,
        illustration.fallback,
    ];
    rows::run(connection, SQL, parameters).map(drop)
}

pub(super) fn put_work(connection: &Connection, story: StoryId, work: &str) -> Fallible<()> {
    const SQL: &str = "INSERT OR REPLACE INTO story_work (story_id, work) VALUES (?1, ?2)";
    rows::run(connection, SQL, params![story.as_bytes(), work]).map(drop)
}

/// Saves the work under the fence, as one statement: `false` when the epoch is not the newest.
pub(super) fn save_work(connection: &Connection, story: StoryId, epoch: u64, work: &str) -> Fallible<bool> {
    const SQL: &str = "INSERT OR REPLACE INTO story_work (story_id, work)
        SELECT story_id, ?3 FROM stories WHERE story_id = ?1 AND epoch = ?2 AND erasing = 0";
    Ok(rows::run(connection, SQL, params![story.as_bytes(), column(epoch), work])? == 1)
}

pub(super) fn work(connection: &Connection, story: StoryId) -> Fallible<Work> {
    const SQL: &str = "SELECT work FROM story_work WHERE story_id = ?1";
    let saved = rows::one(connection, SQL, [story.as_bytes()], |row| rows::document(row, 0))?;
    Ok(saved.unwrap_or_default())
}

/// The fence, unless the story is unknown or deleted.
pub(super) fn head(connection: &Connection, story: StoryId) -> Fallible<Option<Head>> {
    const SQL: &str = "SELECT owner, epoch, head, status FROM stories WHERE story_id = ?1 AND deleted_at IS NULL";
    rows::one(connection, SQL, [story.as_bytes()], |row| {
        Ok(Head {
            owner: rows::id(row, 0)?,
            epoch: number(row, 1)?,
            seq: number(row, 2)?,
            status: rows::status(row, 3)?,
        })
    })
}

/// Events after a number, unless the story is unknown or deleted.
pub(super) fn read(connection: &Connection, story: StoryId, after: u64, limit: usize) -> Fallible<Option<Vec<Record>>> {
    if head(connection, story)?.is_none() {
        return Ok(None);
    }
    events(connection, story, after, limit).map(Some)
}

/// Events after a number, whatever became of the story.
pub(super) fn events(connection: &Connection, story: StoryId, after: u64, limit: usize) -> Fallible<Vec<Record>> {
    const SQL: &str = "SELECT seq, at, event_id, epoch, type, payload FROM story_events
        WHERE story_id = ?1 AND seq > ?2 ORDER BY seq LIMIT ?3";
    let page = params![story.as_bytes(), column(after), rows::limit(limit)];
    rows::all(connection, SQL, page, |row| rows::record(story, row))
}
