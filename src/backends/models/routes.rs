//! Which models tell which stories: rules by the reader's plan and by what was wished. The first that fits decides.

use crate::domain::{AgeGroup, Route, StoryRequest, Style, Tier};

/// The rules of a node, in order. Without any, everybody tells every story.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Routes(pub Vec<Rule>);

/// Which models serve which stories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub when: When,
    /// Whom they are told by; an empty list leaves that to the node's order.
    pub route: Route,
    /// Nobody looks at their pictures, whoever could.
    pub is_uncriticised: bool,
}

/// Which stories a rule is for: those that match in every field. An empty list matches anything.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct When {
    pub tier: Vec<Tier>,
    /// For whom it is.
    pub age_group: Vec<AgeGroup>,
    /// BCP 47 tags, as wished.
    pub language: Vec<String>,
    /// How it is painted.
    pub style: Vec<Style>,
}

impl Routes {
    /// The first rule that fits; `None` when none does.
    #[must_use]
    pub fn choose(&self, tier: &Tier, request: &StoryRequest) -> Option<&Rule> {
        self.0.iter().find(|rule| rule.when.fits(tier, request))
    }
}

impl When {
    fn fits(&self, tier: &Tier, request: &StoryRequest) -> bool {
        any_or_has(&self.tier, tier)
            && any_or_has(&self.age_group, &request.age_group)
            && any_or_has(&self.language, &request.language)
            && any_or_has(&self.style, &request.style)
    }
}

fn any_or_has<T: PartialEq>(wanted: &[T], found: &T) -> bool {
    wanted.is_empty() || wanted.contains(found)
}
