//! What a story's run must remember and no reader may see: one small document beside the log.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{CallLog, Criticism, PlannedScene, Tier, Usage};

/// Saved under the story's fence, with an append or alone.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Work {
    /// The reader's plan when they wished: a route is chosen by it.
    pub tier: Tier,
    /// Whom the last run asked; empty before the first.
    pub route: Route,
    /// What the storyteller planned of each scene, for its picture; saved with the plan that readers see.
    pub planned: Vec<PlannedScene>,
    /// The storyteller has said its last word.
    pub words_ended: bool,
    /// The attempts at each scene's picture, by scene: a rescue ladder goes on where it was.
    pub attempts: BTreeMap<u32, Attempts>,
    /// What calls to models used that have no line in `calls`: those of versions that kept the sum alone.
    pub spent: Usage,
    /// Every call to a model.
    pub calls: CallLog,
    /// What was done for better pictures.
    pub criticism: Criticism,
}

impl Work {
    /// What all calls to models used so far: those whose answer was not waited for too, and those that were on their
    /// way when it was saved, at the most that they may use.
    #[must_use]
    pub fn used(&self) -> Usage {
        let mut used = self.spent;
        used += self.calls.total();
        used
    }
}

/// Attempts that failed, by the model's name, so that a change of configuration between two runs shifts none of them.
pub type Attempts = BTreeMap<String, u32>;

/// The models that a story is told by, by name, in the order in which they are asked.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Route {
    pub storytellers: Vec<String>,
    /// Who paints, before a quiet page is drawn.
    pub painters: Vec<String>,
    /// Who looks at finished pictures: the first of them.
    #[serde(default)]
    pub critics: Vec<String>,
    /// Who judges: all of them must pass.
    #[serde(default)]
    pub moderators: Vec<String>,
}
