//! What is derived from a log, in the transaction of its events: where a story stands, its scenes and pictures.

use rusqlite::{Connection, Row, params};

use super::story_rows;
use crate::backends::sqlite::Fallible;
use crate::backends::sqlite::rows::{self, column, number};
use crate::domain::{Event, Illustration, Record, Scene, StoryId, StoryStatus, Timestamp};

/// Where a story stands, before and after an append.
pub(super) struct State {
    pub(super) epoch: u64,
    pub(super) head: u64,
    status: StoryStatus,
    outlined: Option<u64>,
    planned: Option<u64>,
    written: u64,
    /// Set by a terminal event.
    ended_at: Option<Timestamp>,
}

/// `None` for a story that is unknown, or forgotten after its erasing.
pub(super) fn state(connection: &Connection, story: StoryId) -> Fallible<Option<State>> {
    const SQL: &str = "SELECT epoch, head, status, outlined, planned, written, ended FROM stories WHERE story_id = ?1";
    rows::one(connection, SQL, [story.as_bytes()], decode)
}

fn decode(row: &Row<'_>) -> Fallible<State> {
    Ok(State {
        epoch: number(row, 0)?,
        head: number(row, 1)?,
        status: story_rows::derived_status(row, 2, row.get(6)?),
        outlined: row.get::<_, Option<u32>>(3)?.map(u64::from),
        planned: row.get::<_, Option<u32>>(4)?.map(u64::from),
        written: number(row, 5)?,
        ended_at: None,
    })
}

impl State {
    /// The status as [`crate::domain::Story::apply`] has it.
    pub(super) fn apply(&mut self, record: &Record) {
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

/// Progress forgives the starts that counted; a terminal event carries out an intent to cancel.
pub(super) fn save_state(connection: &Connection, story: StoryId, state: &State) -> Fallible<()> {
    const SQL: &str =
        "UPDATE stories SET head = ?2, status = ?3, ended = ?4, outlined = ?5, planned = ?6, written = ?7, starts = 0,
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
pub(super) fn project(connection: &Connection, record: &Record) -> Fallible<()> {
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
    const SQL: &str = "INSERT INTO illustrations (story_id, scene, revision, width, height, sources, fallback)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
        ON CONFLICT (story_id, scene) DO UPDATE SET revision = excluded.revision, width = excluded.width,
            height = excluded.height, sources = excluded.sources, fallback = excluded.fallback
        WHERE excluded.revision > revision";
    let parameters = params![
        story.as_bytes(),
        illustration.scene,
        illustration.revision,
        illustration.width,
        illustration.height,
        serde_json::to_string(&illustration.sources)?,
        illustration.fallback,
    ];
    rows::run(connection, SQL, parameters).map(drop)
}
