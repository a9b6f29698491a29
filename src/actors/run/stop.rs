//! Why a part of a run's work ends before it is done.

use thiserror::Error;

/// The run ended, or another run owns the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PenLost;

/// Why nothing can be written to a story's log, however long one waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unwritable {
    /// What is stored of the story can't be understood.
    Damaged,
    /// Some of it was written by a newer program.
    Newer,
}

/// Why a task ends before its work is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stop {
    /// The run has lost its pen; whatever is missing is another run's.
    PenLost,
    /// The node is draining; the next run goes on.
    Draining,
    /// The story can't be told.
    Failed(Failure),
}

/// Why a story can't be told: one `story.failed` each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum Failure {
    /// Every storyteller failed as often as it may.
    #[error("nobody could write this story")]
    StorytellerFailed,
    /// A page's words stayed unsafe, however often they were written anew.
    #[error("a page could not be written so that it may be shown")]
    WordsUnsafe,
    /// A page's words could not be checked: workers were lost again and again.
    #[error("a page could not be prepared")]
    SceneFailed,
    /// Not even a quiet page could be drawn.
    #[error("a page could not be illustrated, not even quietly")]
    IllustrationFailed,
    /// Tasks of one run, or whoever stores its pictures, were lost again and again.
    #[error("this story stopped its pipeline again and again")]
    Internal,
    /// Runs, or their processes, died with it again and again.
    #[error("this story stopped its pipeline again and again")]
    Poisoned,
}

impl Failure {
    /// Stable, lower snake case.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::StorytellerFailed => "storyteller_failed",
            Self::WordsUnsafe => "words_unsafe",
            Self::SceneFailed => "scene_failed",
            Self::IllustrationFailed => "illustration_failed",
            Self::Internal => "internal",
            Self::Poisoned => "poisoned",
        }
    }

    /// Whether the same wish may succeed later.
    #[must_use]
    pub const fn is_retryable(self) -> bool {
        !matches!(self, Self::Poisoned)
    }
}

impl From<PenLost> for Stop {
    fn from(_: PenLost) -> Self {
        Self::PenLost
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}
