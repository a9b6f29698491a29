//! A page to be told: what it does for the story, where and when it is, and the written lines for it.
//!
//! [`super::plan`] makes the steps, [`super::weather`] gives them their weather, [`super::compose`] tells them.

use super::book::Line;
use super::marks::{Marks, Moment};
use super::places::Place;

/// What a page does for the story; says how it is told anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Purpose {
    Open,
    Middle,
    Turn,
    End,
}

impl Purpose {
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Middle => "middle",
            Self::Turn => "turn",
            Self::End => "end",
        }
    }
}

/// How a page follows the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Since {
    /// In the same hour and weather.
    Later,
    /// In the hours that come next, or at the very beginning.
    Onward,
    /// On another day than the page before.
    Overnight,
}

/// A page to be told.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) purpose: Purpose,
    pub(super) moment: Moment,
    pub(super) since: Since,
    /// Whether jokes would be out of place.
    pub(super) is_quiet: bool,
    /// Its lines are written for its place.
    pub(super) is_meeting: bool,
    pub(super) place: &'static Place,
    /// Where the way leads next.
    pub(super) next: &'static Place,
    pub(super) marks: Marks,
    /// When and where that is which the story turns on.
    pub(super) matter: Marks,
    pub(super) lines: &'static [Line],
}

impl Step {
    /// Whether what the story turns on is there, as far as that has an hour, a weather or a place of its own.
    pub(super) fn has_matter(&self) -> bool {
        !self.matter.allow_all() && self.matter.fit(self.moment)
    }
}
