//! What the stages that are pools have in common: their names, what their jobs wait under, and how they stand.

use std::fmt;
use std::time::Duration;

use crate::domain::StoryId;
use crate::flow::gate::Need;
use crate::flow::pool::Pool;

/// The pool of a stage: its jobs wait under the page that they are for.
pub type StagePool = Pool<PageKey>;

/// The page that a job is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PageKey {
    pub story: StoryId,
    /// Counted from 1; 0 stands for the outline.
    pub scene: u32,
}

impl PageKey {
    /// A need where everybody is served as they come.
    #[must_use]
    pub const fn as_it_comes(self) -> Need<Self> {
        Need { key: self, rank: 0 }
    }
}

impl fmt::Display for PageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.story, self.scene)
    }
}

/// A stage whose pool can be resized.
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Checks a scene's words, before anybody sees them.
    Scene,
    /// Paints a scene, checks the pixels, makes the widths.
    Illustration,
    /// Puts finished pictures away under their keys.
    Storage,
}

impl Stage {
    /// Every stage, in the order in which a scene meets them.
    pub const ALL: [Self; 3] = [Self::Scene, Self::Illustration, Self::Storage];

    /// The stage's name in paths and metrics.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Scene => "scene",
            Self::Illustration => "illustration",
            Self::Storage => "storage",
        }
    }
}

/// A pool as it stands.
#[derive(Clone, Copy, Debug)]
pub struct PoolStatus {
    pub stage: Stage,
    pub size: usize,
    /// Jobs that run; for a while more than `size` after shrinking.
    pub busy: usize,
    pub queued: usize,
    /// How long the oldest of them has waited.
    pub oldest_wait: Duration,
    /// Workers lost since the start.
    pub restarts: u64,
}

impl PoolStatus {
    /// How a stage's pool stands now.
    pub(super) fn of(stage: Stage, pool: &StagePool) -> Self {
        let load = pool.load();
        Self {
            stage,
            size: load.size,
            busy: load.busy,
            queued: load.waiting,
            oldest_wait: load.oldest_wait,
            restarts: pool.restarts(),
        }
    }
}
