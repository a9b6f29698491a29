//! A story's log: its eight kinds of event, and the record that carries one.

use serde::{Deserialize, Serialize};

use super::{EventId, Illustration, Outline, Scene, StoryId, StoryRequest, StoryStatus, Timestamp};

/// One fact about a story that a reader may see.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "type")]
pub enum Event {
    /// Accepted and durable. Always the first.
    #[serde(rename = "story.created")]
    StoryCreated {
        /// The wish as it was accepted, defaults filled in.
        request: StoryRequest,
    },
    /// A pipeline took it.
    #[serde(rename = "story.started")]
    StoryStarted,
    /// The plan is known.
    #[serde(rename = "story.outlined")]
    StoryOutlined(Outline),
    /// A scene's words passed their check.
    #[serde(rename = "scene.created")]
    SceneCreated(Scene),
    /// A picture is finished, with all its sources.
    #[serde(rename = "illustration.created")]
    IllustrationCreated(Illustration),
    /// Every scene has its picture. Last.
    #[serde(rename = "story.completed")]
    StoryCompleted {
        /// How many scenes there are.
        scenes: u32,
        /// Milliseconds since it was accepted.
        duration_ms: u64,
    },
    /// It could not be told. Last.
    #[serde(rename = "story.failed")]
    StoryFailed {
        /// Stable, lower snake case.
        code: String,
        /// A sentence for people; programs read `code`.
        detail: String,
        /// Whether the same wish may succeed later.
        retryable: bool,
    },
    /// Its reader does not want it any more. Last.
    #[serde(rename = "story.cancelled")]
    StoryCancelled,
}

impl Event {
    /// The event's type in the contract.
    #[must_use]
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::StoryCreated { .. } => "story.created",
            Self::StoryStarted => "story.started",
            Self::StoryOutlined(_) => "story.outlined",
            Self::SceneCreated(_) => "scene.created",
            Self::IllustrationCreated(_) => "illustration.created",
            Self::StoryCompleted { .. } => "story.completed",
            Self::StoryFailed { .. } => "story.failed",
            Self::StoryCancelled => "story.cancelled",
        }
    }

    /// The status in which this event leaves an ended story; `None` when the story goes on.
    #[must_use]
    pub const fn ends_as(&self) -> Option<StoryStatus> {
        match self {
            Self::StoryCompleted { .. } => Some(StoryStatus::Completed),
            Self::StoryFailed { .. } => Some(StoryStatus::Failed),
            Self::StoryCancelled => Some(StoryStatus::Cancelled),
            _ => None,
        }
    }
}

/// One event in its place in a story's log, with its writer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// The story whose log this is.
    pub story_id: StoryId,
    /// 1, 2, 3 ... without a gap.
    pub seq: u64,
    /// When it was written.
    pub at: Timestamp,
    /// Names the fact; a repeated append is known by it.
    pub event_id: EventId,
    /// The fence under which it was written.
    pub epoch: u64,
    pub event: Event,
}
