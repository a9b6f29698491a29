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

/// A page to be told.
#[derive(Clone, Debug)]
pub(super) struct Step {
    pub(super) purpose: Purpose,
    pub(super) moment: Moment,
    /// The hour and the weather of the page before go on.
    pub(super) is_later: bool,
    /// Whether jokes would be out of place.
    pub(super) is_quiet: bool,
    /// Its lines are written for its place.
    pub(super) is_meeting: bool,
    pub(super) place: &'static Place,
    /// Where the way leads next.
    pub(super) next: &'static Place,
    pub(super) marks: &'static Marks,
    pub(super) lines: &'static [Line],
}
