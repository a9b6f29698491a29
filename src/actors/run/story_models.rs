//! The models that one story is told by, and the count of what they are asked.

use std::sync::Arc;

use crate::actors::measure::meter::Meter;
use crate::actors::measure::story_calls::StoryCalls;
use crate::backends::models::{Models, Moderators, Storyteller};
use crate::domain::{Attempts, Route, Story, Work};
use crate::pipeline::rescue::Ladder;

/// A story's route through the node's models.
pub struct StoryModels {
    models: Models,
    /// Whom the story is told by, by name.
    pub route: Route,
    /// Who judges what it shows.
    pub moderators: Moderators,
    pub calls: StoryCalls,
}

impl StoryModels {
    /// The route of a story, and the count of what its earlier runs used.
    pub fn new(models: Models, meter: Meter, story: &Story, work: &Work) -> Self {
        let route = models.route(&work.tier, &story.request);
        debug_assert!(!route.storytellers.is_empty() && !route.painters.is_empty(), "a node without models");
        let moderators = models.moderators_of(&route);
        Self { models, route, moderators, calls: StoryCalls::new(story.id, meter, work.spent) }
    }

    /// How many storytellers can be asked.
    pub fn storytellers(&self) -> usize {
        self.route.storytellers.len()
    }

    /// Whose turn it is, counted on beyond the last of them.
    pub fn storyteller(&self, turn: u32) -> Arc<dyn Storyteller> {
        let name = &self.route.storytellers[turn as usize % self.route.storytellers.len()];
        Arc::clone(self.models.storyteller(name).expect("a route names storytellers of this node"))
    }

    /// The rescue ladder of a picture, after the attempts of earlier lives.
    pub fn ladder(&self, attempts: Attempts) -> Ladder {
        Ladder::new(self.route.painters.clone(), attempts)
    }
}
