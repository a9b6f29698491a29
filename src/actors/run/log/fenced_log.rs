//! A story's log as its run knows it: the fold, the fence under which it may be written, and the work beside it.

use crate::backends::store::{Append, Claimed};
use crate::domain::{BusEvent, Event, EventId, Illustration, NodeId, Record, Story, StoryOf, Timestamp, UserId, Work};

/// The log of one story, under one claim.
pub struct FencedLog {
    /// The fold of all that is durable.
    pub story: Story,
    /// What is remembered beside the log.
    pub work: Work,
    /// When the last of the scenes' first pictures was logged.
    pub last_first_picture: Option<Timestamp>,
    owner: UserId,
    epoch: u64,
}

impl FencedLog {
    /// The log as it was claimed, folded by one of [`Story`]'s ways.
    pub fn new(story: Story, claimed: &Claimed) -> Self {
        debug_assert!(claimed.log.last().is_some_and(|last| last.seq == story.last_event), "a fold of another log");
        let last_first_picture = last_first_picture(&claimed.log);
        Self { story, work: claimed.work.clone(), last_first_picture, owner: claimed.owner, epoch: claimed.epoch }
    }

    /// The fence: what is written under another one is not this run's.
    pub const fn epoch(&self) -> u64 {
        self.epoch
    }

    /// What to write so that these events come next.
    pub fn append(&self, events: impl Iterator<Item = Event>, node: NodeId) -> Append {
        let (story_id, epoch, at) = (self.story.id, self.epoch, Timestamp::now());
        let numbered = (self.story.last_event + 1..).zip(events);
        let records: Vec<Record> =
            numbered.map(|(seq, event)| Record { story_id, seq, at, event_id: EventId::new(), epoch, event }).collect();
        debug_assert!(!records.is_empty(), "nothing to write");
        debug_assert!(records[..records.len() - 1].iter().all(|record| record.event.ends_as().is_none()));
        let story = StoryOf { owner: self.owner, tier: &self.work.tier, request: &self.story.request };
        let bus = records.iter().filter_map(|record| BusEvent::of_record(record, story, node)).collect();
        Append { story_id, epoch, records, bus, work: Some(self.work.clone()) }
    }

    /// These records are durable.
    pub fn written(&mut self, records: &[Record]) {
        for record in records {
            self.story.apply(record);
        }
        self.last_first_picture = last_first_picture(records).or(self.last_first_picture);
    }

    /// How many scenes are logged.
    pub fn scenes(&self) -> u32 {
        u32::try_from(self.story.scenes.len()).expect("a story has 32 scenes at most")
    }

    /// Scenes whose words are logged and whose picture is not.
    pub fn unpainted(&self) -> Vec<u32> {
        let missing = self.story.scenes.iter().filter(|told| told.illustration.is_none());
        missing.map(|told| told.words.scene).collect()
    }

    /// Whether there is nothing left to write.
    pub fn words_have_ended(&self) -> bool {
        let planned = self.story.outline.as_ref().map(|outline| outline.scenes);
        self.work.words_ended || planned.is_some_and(|planned| self.scenes() >= planned)
    }

    /// Whether a book of so many scenes is logged to its last word, and shorter than its plan.
    pub fn is_short_book(&self, total: u32) -> bool {
        let planned = self.story.outline.as_ref().map(|outline| outline.scenes);
        self.scenes() == total && planned.is_some_and(|planned| total < planned)
    }
}

fn last_first_picture(records: &[Record]) -> Option<Timestamp> {
    let is_first = |event: &Event| matches!(event, Event::IllustrationCreated(Illustration { revision: 1, .. }));
    records.iter().rev().find(|record| is_first(&record.event)).map(|record| record.at)
}
