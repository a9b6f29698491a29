//! One of `[[models.routes]]`: who serves which stories.

use serde::Deserialize;

use crate::backends::models::{Rule, When};
use crate::domain::{AgeGroup, Route, Style, Tier};

/// The first whose `when` fits a story serves it. A list that is left out leaves it to all models of its kind, in the
/// order of their lists, `builtin` last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct RouteOptions {
    pub when: WhenOptions,
    pub storytellers: Vec<String>,
    pub painters: Vec<String>,
    /// All of them must pass what is shown.
    pub moderators: Vec<String>,
    /// The first of them looks at finished pictures; an empty list is nobody.
    pub critics: Option<Vec<String>>,
}

/// Which stories a route is for: those that match in every list; an empty one matches anything.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct WhenOptions {
    pub tier: Vec<Tier>,
    pub age_group: Vec<AgeGroup>,
    /// BCP 47 tags, as wished.
    pub language: Vec<String>,
    pub style: Vec<Style>,
}

impl RouteOptions {
    /// The rule that it stands for.
    #[must_use]
    pub fn rule(&self) -> Rule {
        let WhenOptions { tier, age_group, language, style } = self.when.clone();
        let Self { storytellers, painters, moderators, critics, .. } = self.clone();
        let is_uncriticised = critics.as_ref().is_some_and(Vec::is_empty);
        let route = Route { storytellers, painters, critics: critics.unwrap_or_default(), moderators };
        Rule { when: When { tier, age_group, language, style }, route, is_uncriticised }
    }
}
