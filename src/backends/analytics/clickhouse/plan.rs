//! What a batch is about, decided before it is sent.

use std::collections::HashSet;

use sha2::{Digest, Sha256};

use crate::backends::analytics::Batch;
use crate::domain::{BusEvent, EventId, Topic};

/// A partition of a topic of the bus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Source {
    pub topic: Topic,
    pub partition: u32,
}

/// Where a partition goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub(super) struct Position {
    /// Rises when the bus is another one.
    pub epoch: u32,
    pub next_offset: u64,
}

/// The records of a batch that are not there yet; at least one.
#[derive(Clone, Copy)]
pub(super) struct Rest<'a> {
    pub first_offset: u64,
    pub events: &'a [BusEvent],
}

/// Consecutive records that are inserted as one.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Plan {
    pub first_offset: u64,
    pub next_offset: u64,
    /// Of the records' ids.
    pub digest: u64,
    /// Offsets of those whose `event_id` was there already, or twice among them.
    pub left_out: Vec<u64>,
}

/// How the records that are given agree with a plan.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// They begin with it.
    Whole,
    /// They end before it does.
    Short,
    /// They are none that it was about.
    Other,
}

impl Source {
    pub(super) const fn of(batch: &Batch) -> Self {
        Self { topic: batch.topic, partition: batch.partition }
    }
}

impl<'a> Rest<'a> {
    /// What a batch has from an offset on.
    pub(super) fn of(batch: &'a Batch, from: u64) -> Option<Self> {
        let there = from.saturating_sub(batch.first_offset);
        let events = batch.events.get(usize::try_from(there).ok()?..)?;
        (!events.is_empty()).then_some(Self { first_offset: batch.first_offset + there, events })
    }

    /// Each with its offset.
    pub(super) fn records(self) -> impl Iterator<Item = (u64, &'a BusEvent)> {
        (self.first_offset..).zip(self.events)
    }
}

impl Plan {
    /// All of the records, without those whose ids are there.
    pub(super) fn of(rest: Rest<'_>, there: &HashSet<EventId>) -> Self {
        let mut seen = HashSet::with_capacity(rest.events.len());
        let mut is_there = |event: &BusEvent| there.contains(&event.event_id) || !seen.insert(event.event_id);
        let left_out = rest.records().filter(|(_, event)| is_there(event)).map(|(offset, _)| offset).collect();
        Self {
            first_offset: rest.first_offset,
            next_offset: rest.first_offset + rest.events.len() as u64,
            digest: digest(rest.events),
            left_out,
        }
    }

    /// How many records it is about.
    pub(super) const fn len(&self) -> u64 {
        self.next_offset - self.first_offset
    }

    pub(super) fn fit(&self, rest: Rest<'_>) -> Fit {
        if self.first_offset != rest.first_offset {
            return Fit::Other;
        }
        match rest.events.get(..usize::try_from(self.len()).unwrap_or(usize::MAX)) {
            None => Fit::Short,
            Some(events) if digest(events) == self.digest => Fit::Whole,
            Some(_) => Fit::Other,
        }
    }

    /// The records of it that are inserted.
    pub(super) fn records<'a>(&self, rest: Rest<'a>) -> impl Iterator<Item = (u64, &'a BusEvent)> {
        let mut left_out = self.left_out.iter().peekable();
        let planned = rest.records().take_while(|(offset, _)| *offset < self.next_offset);
        planned.filter(move |(offset, _)| left_out.next_if_eq(&offset).is_none())
    }
}

fn digest(events: &[BusEvent]) -> u64 {
    let mut hash = Sha256::new();
    for event in events {
        hash.update(event.event_id.as_bytes());
    }
    let hash = hash.finalize();
    u64::from_be_bytes(*hash.first_chunk().expect("a SHA-256 has 32 bytes"))
}
