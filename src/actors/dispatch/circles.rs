//! The narrowing circles: the more often a story's runs or their process died with it, the fewer such stories are told
//! at a time, and the longer the process must have lived before. So a story that kills its process is found without
//! costing the innocent who died beside it, and a node that is killed again and again counts nothing against stories
//! that it never came to.

use std::collections::HashMap;
use std::time::Duration;

use crate::domain::StoryId;

/// Stories with two counted starts that are told at a time: most died beside another, and one outline clears each.
const FEW: usize = 8;
/// How long this process must have been up before a story with three, four, and more counted starts is told: longer
/// than a crash loop takes from start to crash.
const CALM: [Duration; 3] = [Duration::from_secs(10), Duration::from_mins(1), Duration::from_mins(5)];

/// Whom a story shares its turn with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Circle {
    /// Everybody: once is a crash that met whoever was there. A story whose starts are used up only ends.
    All,
    /// A few of its kind.
    Few,
    /// Nobody of its kind, and not before the process has been up for so long.
    Alone(Duration),
}

impl Circle {
    /// The circle of a story with so many counted starts, of so many that it may have.
    pub(super) fn of(starts: u32, max_starts: u32) -> Self {
        match starts {
            _ if starts >= max_starts => Self::All,
            0 | 1 => Self::All,
            2 => Self::Few,
            more => Self::Alone(CALM[(more as usize - 3).min(CALM.len() - 1)]),
        }
    }
}

/// Who has a turn in a circle now, until its log grows or its run ends.
#[derive(Default)]
pub(super) struct Turns(HashMap<StoryId, Circle>);

impl Turns {
    pub(super) fn take(&mut self, story: StoryId, circle: Circle) {
        if circle != Circle::All {
            self.0.insert(story, circle);
        }
    }

    pub(super) fn give_back(&mut self, story: StoryId) {
        self.0.remove(&story);
    }

    pub(super) fn has(&self, story: StoryId) -> bool {
        self.0.contains_key(&story)
    }

    /// Whether another turn leaves one of so many places to whoever waits for no turn. Where there is but one place,
    /// all wait for each other.
    pub(super) fn leave_a_place(&self, places: usize) -> bool {
        self.0.len() < places.saturating_sub(1).max(1)
    }

    pub(super) fn is_free_for_few(&self) -> bool {
        self.0.values().filter(|circle| **circle == Circle::Few).count() < FEW
    }

    pub(super) fn is_free_for_one(&self) -> bool {
        !self.0.values().any(|circle| matches!(circle, Circle::Alone(_)))
    }
}
