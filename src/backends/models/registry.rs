//! The models of a node, by name.

use std::sync::Arc;

use super::guards::{TimeLimits, guard_critic, guard_moderator, guard_painter, guard_storyteller};
use super::{Critic, Moderator, Moderators, Painter, Routes, Storyteller};
use crate::domain::{Route, StoryRequest, Tier};

/// The models of a node. Names are unique within a list; where no rule of the routes fits a story, its list's order is
/// that in which they are asked.
#[derive(Clone)]
pub struct Models {
    /// At least one.
    pub storytellers: Vec<Arc<dyn Storyteller>>,
    /// At least one.
    pub painters: Vec<Arc<dyn Painter>>,
    /// Draws the quiet page that stands in when every painter failed.
    pub quiet_painter: Arc<dyn Painter>,
    /// All of a story's must pass what is shown. At least one judges words.
    pub moderators: Vec<Arc<dyn Moderator>>,
    /// Look at finished pictures, where there are any.
    pub critics: Vec<Arc<dyn Critic>>,
    /// Hears a child's cry for help before anything else is asked: in this process, and free of charge.
    pub listener: Arc<dyn Moderator>,
    /// Who tells which stories.
    pub routes: Routes,
}

impl Models {
    /// Whom a story is told by, the first one first. Names that a rule has and this node does not are passed over;
    /// where none is left, or no rule fits, everybody is asked in order.
    #[must_use]
    pub fn route(&self, tier: &Tier, request: &StoryRequest) -> Route {
        let rule = self.routes.choose(tier, request);
        let ruled = rule.map(|rule| rule.route.clone()).unwrap_or_default();
        let critics = known(ruled.critics, self.critics.iter().map(|model| model.name()));
        Route {
            storytellers: known(ruled.storytellers, self.storytellers.iter().map(|model| model.name())),
            painters: known(ruled.painters, self.painters.iter().map(|model| model.name())),
            moderators: known(ruled.moderators, self.moderators.iter().map(|model| model.name())),
            critics: if rule.is_some_and(|rule| rule.is_uncriticised) { Vec::new() } else { critics },
        }
    }

    /// The storyteller of this name.
    #[must_use]
    pub fn storyteller(&self, name: &str) -> Option<&Arc<dyn Storyteller>> {
        self.storytellers.iter().find(|model| model.name() == name)
    }

    /// The painter of this name.
    #[must_use]
    pub fn painter(&self, name: &str) -> Option<&Arc<dyn Painter>> {
        self.painters.iter().find(|model| model.name() == name)
    }

    /// The critic of this name.
    #[must_use]
    pub fn critic(&self, name: &str) -> Option<&Arc<dyn Critic>> {
        self.critics.iter().find(|model| model.name() == name)
    }

    /// Who judges what a route's stories show.
    #[must_use]
    pub fn moderators_of(&self, route: &Route) -> Moderators {
        let named = |name: &String| self.moderators.iter().find(|model| model.name() == name).cloned();
        Moderators::new(route.moderators.iter().filter_map(named).collect())
    }

    /// The same models under the configured deadlines; zero is none. Those elsewhere have their guards from where they
    /// were opened. The quiet painter draws in this process and is the last resort: it has as long as it needs.
    #[must_use]
    pub fn within(self, limits: TimeLimits) -> Self {
        let (text, picture) = (limits.of_text().into(), limits.of_picture().into());
        let judgement = limits.of_judgement().into();
        let storyteller = |model: Arc<dyn Storyteller>| {
            if model.terms().is_remote { model } else { guard_storyteller(model, &text) }
        };
        let painter = |model: Arc<dyn Painter>| {
            if model.terms().is_remote { model } else { guard_painter(model, &picture) }
        };
        let moderator = |model: Arc<dyn Moderator>| {
            if model.terms().is_remote { model } else { guard_moderator(model, &judgement) }
        };
        let critic = |model: Arc<dyn Critic>| {
            if model.terms().is_remote { model } else { guard_critic(model, &judgement) }
        };
        Self {
            storytellers: self.storytellers.into_iter().map(storyteller).collect(),
            painters: self.painters.into_iter().map(painter).collect(),
            moderators: self.moderators.into_iter().map(moderator).collect(),
            critics: self.critics.into_iter().map(critic).collect(),
            ..self
        }
    }
}

/// The names of a rule that exist here, in the rule's order; else all that exist.
fn known<'a>(ruled: Vec<String>, existing: impl Iterator<Item = &'a str> + Clone) -> Vec<String> {
    let kept: Vec<String> = ruled.into_iter().filter(|name| existing.clone().any(|model| model == name)).collect();
    if kept.is_empty() { existing.map(str::to_owned).collect() } else { kept }
}
