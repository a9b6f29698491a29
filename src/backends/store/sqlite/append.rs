//! Appending under the fence, with everything derived from the events, in one transaction.

use rusqlite::{Connection, params};

use super::projections::{self, State};
use super::work::{SealedWork, put_work};
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::rows::{self, column};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{Append, Appended, SealedPlace, StoryKey};
use crate::domain::{BusEvent, Record, StoryId};

/// An [`Append`] whose documents are written and sealed already, so that the writer's thread only binds them.
pub(super) struct Prepared {
    story_id: StoryId,
    epoch: u64,
    records: Vec<(Record, Vec<u8>)>,
    bus: Vec<BusEvent>,
    work: Option<SealedWork>,
}

impl Prepared {
    pub(super) fn new(append: Append, key: &StoryKey) -> Fallible<Self> {
        let consecutive = append.records.windows(2).all(|pair| pair[0].seq + 1 == pair[1].seq);
        let of_one_story = append.records.iter().all(|record| record.story_id == append.story_id && record.seq > 0);
        if !(consecutive && of_one_story) {
            return Err(Failure::Command("the records are not consecutive events of one story"));
        }
        let records = append.records.into_iter().map(|record| {
            let payload = key.seal(SealedPlace::Event(record.seq), &record.event)?;
            Ok((record, payload))
        });
        Ok(Self {
            story_id: append.story_id,
            epoch: append.epoch,
            records: records.collect::<Fallible<_>>()?,
            bus: append.bus,
            work: append.work.as_ref().map(|work| SealedWork::new(key, work)).transpose()?,
        })
    }
}

/// Checks the fence, then writes events, projections, outbox and work. A story that is unknown (or forgotten after
/// its erasing) has nobody who may write: fenced by 0.
pub(super) fn append(connection: &Connection, append: &Prepared) -> Fallible<Appended> {
    let Some(mut now) = projections::state(connection, append.story_id)? else {
        return Ok(Appended::Fenced(0));
    };
    let Some((first, _)) = append.records.first() else { return work_only(connection, append, &now) };
    if now.epoch != append.epoch || now.head + 1 != first.seq {
        return refusal(connection, append, &now);
    }
    for (record, payload) in &append.records {
        insert_event(connection, record, payload)?;
        projections::project(connection, record)?;
        now.apply(record);
    }
    projections::save_state(connection, append.story_id, &now)?;
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

pub(super) fn insert_event(connection: &Connection, record: &Record, payload: &[u8]) -> Fallible<()> {
    const SQL: &str = "INSERT INTO story_events (story_id, seq, at, event_id, epoch, type, payload)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
    let parameters = params![
        record.story_id.as_bytes(),
        column(record.seq),
        record.at.as_millis(),
        record.event_id.as_bytes(),
        column(record.epoch),
        record.event.kind(),
        payload,
    ];
    rows::run(connection, SQL, parameters).map(drop)
}
