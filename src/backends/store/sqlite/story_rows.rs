//! How stories become columns and back. An event is sealed whole; its type has a column, too, by which it is counted.

use rusqlite::Row;

use crate::backends::sqlite::rows::{id, moment, number};
use crate::backends::sqlite::{Failure, Fallible};
use crate::backends::store::{SealedPlace, StoryKey};
use crate::domain::{Claimant, Event, Record, StoryId, StoryStatus};

/// Where a list of stories, oldest first, goes on.
pub(super) fn after(story: Option<StoryId>) -> [u8; 16] {
    story.map_or([0; 16], |story| *story.as_bytes())
}

fn status(row: &Row<'_>, column: usize) -> Fallible<StoryStatus> {
    let name = row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?;
    StoryStatus::ALL.into_iter().find(|status| status.as_str() == name).ok_or_else(|| Failure::Row("status".to_owned()))
}

/// The same where there has to be one: a story can be shown, ended and deleted whatever stands there, for the log is
/// the truth, and `ended` says the rest.
pub(super) fn derived_status(row: &Row<'_>, column: usize, ended: bool) -> StoryStatus {
    match status(row, column) {
        Ok(status) if status.has_ended() == ended => status,
        _ if ended => StoryStatus::Failed,
        _ => StoryStatus::Writing,
    }
}

/// Node and start, one after the other.
pub(super) fn claimant_column(claimant: Claimant) -> Vec<u8> {
    claimant.to_bytes().concat()
}

/// `None`: nobody.
pub(super) fn claimant(row: &Row<'_>, column: usize) -> Fallible<Option<Claimant>> {
    let Some(bytes) = row.get::<_, Option<[u8; 32]>>(column)? else { return Ok(None) };
    let (node, start) = bytes.split_at(16);
    let half = |bytes: &[u8]| bytes.try_into().map_err(|_| Failure::Row("claimant".to_owned()));
    Ok(Some(Claimant::from_bytes([half(node)?, half(start)?])))
}

/// A log's row: `seq, at, event_id, epoch, payload`.
pub(super) fn record(story_id: StoryId, key: &StoryKey, row: &Row<'_>) -> Fallible<Record> {
    let seq = number(row, 0)?;
    Ok(Record {
        story_id,
        seq,
        at: moment(row, 1)?,
        event_id: id(row, 2)?,
        epoch: number(row, 3)?,
        event: event(key, seq, row, 4)?,
    })
}

pub(super) fn event(key: &StoryKey, seq: u64, row: &Row<'_>, column: usize) -> Fallible<Event> {
    let sealed = row.get_ref(column)?.as_blob().map_err(|_| Failure::Row("event".to_owned()))?;
    Ok(key.open(SealedPlace::Event(seq), sealed)?)
}
