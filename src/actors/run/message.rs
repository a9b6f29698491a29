//! What a run begins with, what it is told, and how it ends.

use ractor::ActorRef;
use tokio::sync::{OwnedSemaphorePermit, oneshot};

use super::stop::{Stop, Unwritable};
use crate::actors::run::context::SharedContext;
use crate::backends::store::{Appended, Claimed};
use crate::domain::{Attempts, Cause, CriticismNote, Event, PlannedScene};

/// Why a story was claimed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    Tell,
    /// To end it, because its reader wishes so.
    Cancel,
    /// To end it, because it has killed its runs too often.
    Fail,
}

/// What a run begins with.
pub struct RunArguments {
    pub context: SharedContext,
    pub claimed: Claimed,
    pub purpose: Purpose,
    /// Why models are asked anew for what the last run had begun and not logged.
    pub again: Cause,
    /// Called once, when the log has grown for the first time in this run.
    pub on_growth: Option<OnGrowth>,
}

/// What is called when a run has made progress.
pub type OnGrowth = Box<dyn FnOnce() + Send + Sync>;

/// How a run ended; the stop reason that its supervisor sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The log has its last event.
    Ended,
    /// The story was given up for others to claim.
    Released,
    /// Another run owns the story, or its log is not as this run thought.
    Fenced,
    /// The store says that the story is damaged: nothing can be written to its log.
    Damaged,
    /// The store says that a newer program wrote some of the story.
    Newer,
}

impl Ending {
    /// The value of the stop reason in logs.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Ended => "ended",
            Self::Released => "released",
            Self::Fenced => "fenced",
            Self::Damaged => "damaged",
            Self::Newer => "newer",
        }
    }

    /// The ending with this stop reason.
    #[must_use]
    pub fn parse(reason: &str) -> Option<Self> {
        [Self::Ended, Self::Released, Self::Fenced, Self::Damaged, Self::Newer]
            .into_iter()
            .find(|ending| ending.as_str() == reason)
    }
}

impl From<Unwritable> for Ending {
    fn from(unwritable: Unwritable) -> Self {
        match unwritable {
            Unwritable::Damaged => Self::Damaged,
            Unwritable::Newer => Self::Newer,
        }
    }
}

/// A part of a run's work.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum RunTask {
    /// Reading the storyteller's text.
    Writing,
    /// One scene, from its words to its picture.
    Scene(u32),
    /// A critic's look at one page, with what is painted again.
    Critique(u32),
    /// The same at all pages beside each other.
    BookCritique,
}

/// What a run is told.
pub enum RunMessage {
    /// A task has an event to log; told once it is durable.
    Write {
        event: Event,
        /// Dropped when the run loses its pen.
        written: oneshot::Sender<()>,
    },
    /// The append in flight has ended.
    Appended(Result<Appended, Unwritable>),
    /// The work was saved alone; `false`: another run owns the story.
    Saved(Result<bool, Unwritable>),
    /// Calls were put into the story's log of calls: they may be sent once that is saved, which is told.
    Record(oneshot::Sender<()>),
    /// What is planned of the scenes: saved with the outline, which comes next.
    Planned(Vec<PlannedScene>),
    /// One more attempt at a scene's picture failed.
    Attempted { scene: u32, attempts: Attempts },
    /// Something to remember of a critic's work; told once it is durable.
    Noted { note: CriticismNote, noted: Option<oneshot::Sender<()>> },
    /// The time for better pictures is over.
    GraceOver,
    /// A scene's words came and have their place in the window.
    SceneWritten {
        scene: u32,
        /// Held until its picture is logged.
        permit: OwnedSemaphorePermit,
    },
    /// The storyteller has said its last word: there are so many scenes.
    WordsEnded(u32),
    /// A task ended well, or stopped.
    Done(RunTask, Result<(), Stop>),
    /// A task was dropped or panicked.
    Lost(RunTask),
    /// The reader is at a scene.
    ReaderAt(u32),
    /// The reader does not want it any more.
    Cancel,
    /// Begin nothing new, let running pictures finish, then give the story up.
    Drain,
    /// Give the story up now.
    GiveUp,
    /// The story was given up.
    Released,
    /// A write panicked: what became of it is known to the log alone.
    PenBroken,
}

/// Stops a run; its supervisor sees how it ended.
pub(super) fn stop(run: &ActorRef<RunMessage>, ending: Ending) {
    run.stop(Some(ending.as_str().to_owned()));
}
