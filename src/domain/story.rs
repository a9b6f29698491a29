//! A story as it stands: the fold of its log.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Event, Illustration, Outline, Record, Scene, StoryId, StoryRequest, StoryStatus, Timestamp};

/// A page: its words, and its picture once that is finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldScene {
    /// As they were checked and logged.
    pub words: Scene,
    pub illustration: Option<Illustration>,
}

impl ToldScene {
    /// A picture that was painted again replaces the one before.
    fn take_newest(&mut self, illustration: &Illustration) {
        if self.revision() < illustration.revision {
            self.illustration = Some(illustration.clone());
        }
    }

    /// How often its picture was painted so that it could be shown; 0 before the first.
    #[must_use]
    pub fn revision(&self) -> u32 {
        self.illustration.as_ref().map_or(0, |shown| shown.revision)
    }
}

/// The fold of a story's log up to some event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Story {
    pub id: StoryId,
    pub request: StoryRequest,
    pub status: StoryStatus,
    /// Whether `story.started` was logged.
    pub started: bool,
    /// The plan, once known.
    pub outline: Option<Outline>,
    /// The pages, in order.
    pub scenes: Vec<ToldScene>,
    /// Why it could not be told, when it failed.
    pub failure: Option<StoryFailure>,
    /// The number of the last event folded.
    pub last_event: u64,
    /// When it was accepted.
    pub created_at: Timestamp,
}

/// Why a story could not be told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct StoryFailure {
    /// What went wrong, in one stable word.
    #[schema(example = "storyteller_failed")]
    pub code: String,
    /// The same for people.
    #[schema(example = "nobody could write this story")]
    pub detail: String,
    /// Whether the same wish may succeed later.
    #[schema(example = true)]
    pub retryable: bool,
}

impl Story {
    /// Folds a whole log, first event first. `None` when it does not begin with `story.created`, or leaves a gap.
    ///
    /// # Panics
    ///
    /// In a debug build, when the log is not sound in another way: see [`Story::apply`].
    #[must_use]
    pub fn fold(records: &[Record]) -> Option<Self> {
        Self::fold_to_gap(records).filter(|story| records.last().is_some_and(|last| last.seq == story.last_event))
    }

    /// The same of a log that may be damaged, up to its first gap: what a reader can still see of it.
    #[must_use]
    pub fn fold_to_gap(records: &[Record]) -> Option<Self> {
        let whole = records.iter().zip(1..).take_while(|(record, seq)| record.seq == *seq).count();
        let records = &records[..whole];
        let (first, rest) = records.split_first()?;
        let mut story = Self::begun(first)?;
        for record in rest {
            story.apply(record);
        }
        Some(story)
    }

    /// The story was ended from outside its log, which does not say so: something of it can't be read. Nothing comes
    /// after event number `last`.
    pub fn end_as_damaged(&mut self, last: u64) {
        let (code, detail) = ("damaged".to_owned(), "something of this story was damaged".to_owned());
        self.status = StoryStatus::Failed;
        self.failure = Some(StoryFailure { code, detail, retryable: true });
        self.last_event = self.last_event.max(last);
    }

    /// What an ending needs of a log that may not be sound: its beginning, and its last number. `None` when it does not
    /// begin with `story.created`.
    #[must_use]
    pub fn salvage(records: &[Record]) -> Option<Self> {
        let mut story = Self::begun(records.first()?)?;
        let last = records.last()?;
        story.last_event = last.seq;
        story.status = last.event.ends_as().unwrap_or(story.status);
        Some(story)
    }

    fn begun(first: &Record) -> Option<Self> {
        let Event::StoryCreated { request } = &first.event else { return None };
        Some(Self {
            id: first.story_id,
            request: request.clone(),
            status: StoryStatus::Queued,
            started: false,
            outline: None,
            scenes: Vec::new(),
            failure: None,
            last_event: first.seq,
            created_at: first.at,
        })
    }

    /// Folds the next event.
    ///
    /// # Panics
    ///
    /// When it leaves a gap; in a debug build, when it can't come next for another reason: another story's, after the
    /// end, a page out of order or before the plan, a picture of no page, a revision that leaves one out.
    pub fn apply(&mut self, record: &Record) {
        self.assert_is_next(record);
        self.last_event = record.seq;
        match &record.event {
            Event::StoryCreated { .. } => {}
            Event::StoryStarted => {
                self.started = true;
                self.status = StoryStatus::Writing;
            }
            Event::StoryOutlined(outline) => self.outline = Some(outline.clone()),
            Event::SceneCreated(scene) => {
                self.scenes.push(ToldScene { words: scene.clone(), illustration: None });
                if self.outline.as_ref().is_some_and(|outline| self.scenes.len() >= outline.scenes as usize) {
                    self.status = StoryStatus::Illustrating;
                }
            }
            Event::IllustrationCreated(illustration) => {
                let place = self.scenes.iter_mut().find(|told| told.words.scene == illustration.scene);
                if let Some(told) = place {
                    told.take_newest(illustration);
                }
            }
            Event::StoryCompleted { .. } => self.status = StoryStatus::Completed,
            Event::StoryFailed { code, detail, retryable } => {
                self.status = StoryStatus::Failed;
                self.failure = Some(StoryFailure { code: code.clone(), detail: detail.clone(), retryable: *retryable });
            }
            Event::StoryCancelled => self.status = StoryStatus::Cancelled,
        }
    }

    fn assert_is_next(&self, record: &Record) {
        debug_assert_eq!(record.story_id, self.id, "a record of another story");
        assert_eq!(record.seq, self.last_event + 1, "a log has no gaps");
        debug_assert!(!self.status.has_ended(), "nothing comes after the end");
        match &record.event {
            Event::SceneCreated(scene) => {
                debug_assert!(self.outline.is_some(), "no page comes before the plan");
                debug_assert_eq!(scene.scene as usize, self.scenes.len() + 1, "pages come in order");
            }
            Event::IllustrationCreated(picture) => {
                let told = self.scenes.iter().find(|told| told.words.scene == picture.scene);
                let shown = told.map(ToldScene::revision);
                debug_assert!(shown.is_some(), "a picture of no page");
                debug_assert_eq!(shown.map(|shown| shown + 1), Some(picture.revision), "revisions come in order");
            }
            _ => {}
        }
    }
}
