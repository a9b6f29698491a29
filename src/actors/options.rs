//! What of the configuration steers the actors.

use std::num::NonZeroUsize;
use std::time::Duration;

use serde::Deserialize;

use super::run::context::RunOptions;
use super::run::order::schedule::Policy;
use crate::backends::models::TimeLimits;
use crate::backends::objects;
use crate::flow::adaptive_size::Bounds;
use crate::flow::pool;

/// Which actors run on this node, and how much they take on.
#[derive(Clone, Debug)]
pub struct Options {
    /// What this node does.
    pub roles: Vec<Role>,
    /// Stories accepted and not started.
    pub queue: usize,
    /// Stories being told at once.
    pub stories: usize,
    /// The numbers that steer a run.
    pub run: RunOptions,
    /// The workers of each stage.
    pub pools: Pools,
    /// How long a model may take.
    pub models: TimeLimits,
    /// What is removed of the pictures.
    pub objects: objects::Cleanup,
    /// Guests who were away for longer are forgotten.
    pub guests_kept: Duration,
}

impl Options {
    /// Whether this node has a role.
    #[must_use]
    pub fn has(&self, role: Role) -> bool {
        self.roles.contains(&role)
    }
}

/// What a process does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Answers readers over HTTP.
    Gateway,
    /// Tells stories, and relays the outbox.
    Pipeline,
    Analytics,
    /// Erases, and sweeps what is left over.
    Maintenance,
}

/// The section `[pools]`: the workers of each stage. They can be resized while stories run.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pools {
    /// Checks of words. Cheap for the built-in moderator; a remote one answers many at once.
    pub scene: pool::Options,
    /// Pictures painted at once. The built-in painter takes a processor core each.
    pub illustration: IllustrationOptions,
    /// Picture sets stored at once. Mostly waiting for the disk.
    pub storage: pool::Options,
}

/// The section `[pools.illustration]`.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IllustrationOptions {
    /// Workers, 1 to 1,024; resized at run time.
    pub size: Size,
    /// A wait for a worker beyond this is a metric and a log line; the work is never refused.
    #[serde(with = "humantime_serde")]
    pub max_wait: Duration,
    /// Who is painted next.
    pub policy: Policy,
    /// A story that nobody streams for so long ...
    #[serde(with = "humantime_serde")]
    pub unread_after: Duration,
    /// ... has its waiting pictures moved back once, by so much.
    #[serde(with = "humantime_serde")]
    pub unread_delay: Duration,
}

impl IllustrationOptions {
    /// Those that every pool has.
    #[must_use]
    pub const fn pool(&self) -> pool::Options {
        pool::Options { size: self.size.min(), max_wait: self.max_wait }
    }
}

/// How many workers a pool has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(untagged, deny_unknown_fields, expecting = "must be a number of workers, or { min, max }")]
pub enum Size {
    /// So many, until somebody resizes it.
    Fixed(NonZeroUsize),
    /// As many as are of use, beginning with the fewest.
    Between { min: NonZeroUsize, max: NonZeroUsize },
}

impl Size {
    /// Workers at the start.
    #[must_use]
    pub const fn min(self) -> NonZeroUsize {
        match self {
            Self::Fixed(size) => size,
            Self::Between { min, .. } => min,
        }
    }

    /// The most that it may have by itself.
    #[must_use]
    pub const fn max(self) -> NonZeroUsize {
        match self {
            Self::Fixed(size) => size,
            Self::Between { max, .. } => max,
        }
    }

    /// Between which it adapts; `None` where it does not.
    #[must_use]
    pub const fn bounds(self) -> Option<Bounds> {
        match self {
            Self::Fixed(_) => None,
            Self::Between { min, max } => Some(Bounds { min: min.get(), max: max.get() }),
        }
    }
}
