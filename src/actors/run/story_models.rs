//! The models that one story is told by, as far as its budget allows them, and the log of what they are asked.

use std::sync::Arc;

use crate::actors::measure::story_calls::StoryCalls;
use crate::backends::models::{Critic, Models, Moderators, Storyteller};
use crate::domain::{Attempts, Route, Story, Work};
use crate::pipeline::illustration::MOST_SHEETS;
use crate::pipeline::rescue::{Ladder, Rung};
use crate::pipeline::story_prompt::StoryCall;

/// A story's route through the node's models.
pub struct StoryModels {
    models: Models,
    /// Whom the story is told by, by name.
    pub route: Route,
    /// Who judges what it shows.
    pub moderators: Moderators,
    pub calls: StoryCalls,
    /// Who looks at finished pictures, where anybody does.
    critic: Option<Arc<dyn Critic>>,
}

impl StoryModels {
    /// The route of a story, whose calls are counted so.
    pub fn new(models: Models, story: &Story, work: &Work, calls: StoryCalls) -> Self {
        let route = models.route(&work.tier, &story.request);
        debug_assert!(!route.storytellers.is_empty() && !route.painters.is_empty(), "a node without models");
        let moderators = models.moderators_of(&route);
        let critic = route.critics.first().and_then(|name| models.critic(name)).cloned();
        Self { models, route, moderators, calls, critic }
    }

    /// How many storytellers can be asked.
    pub fn storytellers(&self) -> usize {
        self.route.storytellers.len()
    }

    /// Whose turn it is to be asked this, counted on beyond the last of them. One who might cost more than is left is
    /// passed over for the next, and all of them for one of this node who costs nothing.
    pub fn storyteller(&self, turn: u32, call: &StoryCall) -> Arc<dyn Storyteller> {
        let names = &self.route.storytellers;
        let named = |name: &String| self.models.storyteller(name).expect("a route names storytellers of this node");
        let in_turn: Vec<_> =
            (0..names.len()).map(|place| named(&names[(turn as usize + place) % names.len()])).collect();
        let mut anybody = in_turn.iter().copied().chain(&self.models.storytellers);
        let affordable = anybody.find(|model| self.calls.affords(&model.terms().text_at_most(call)));
        // whoever is asked in vain says that there is no money
        Arc::clone(affordable.unwrap_or(in_turn[0]))
    }

    /// Who looks at finished pictures: the first of the route, and nobody in their place.
    pub const fn critic(&self) -> Option<&Arc<dyn Critic>> {
        self.critic.as_ref()
    }

    /// Whether the first painter wants the heroes' own pictures.
    pub fn takes_references(&self) -> bool {
        self.models.painter(&self.route.painters[0]).is_some_and(|painter| painter.takes_references())
    }

    /// How a picture is painted again: by the first painter, whoever painted it before.
    pub fn first_rung(&self) -> Rung {
        Rung::AsIs(self.route.painters[0].clone())
    }

    /// The rescue ladder of a picture, after the attempts of earlier lives.
    pub fn ladder(&self, attempts: Attempts) -> Ladder {
        Ladder::new(self.route.painters.clone(), attempts)
    }

    /// The next rung of a ladder. Painters who might cost more than is left are taken off it.
    pub fn rung(&self, ladder: &mut Ladder) -> Rung {
        loop {
            match ladder.rung() {
                Rung::AsIs(painter) | Rung::Softened(painter) if !self.affords_painter(&painter) => {
                    ladder.pass_over(&painter);
                }
                rung => return rung,
            }
        }
    }

    fn affords_painter(&self, name: &str) -> bool {
        let painter = self.models.painter(name).expect("a route names painters of this node");
        let references = if painter.takes_references() { MOST_SHEETS } else { 0 };
        self.calls.affords(&painter.terms().picture_at_most(references))
    }
}
