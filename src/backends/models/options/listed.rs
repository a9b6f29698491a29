//! All lists of `[models]` together.

use super::budget::BudgetOptions;
use super::critic::CriticOptions;
use super::moderator::ModeratorOptions;
use super::painter::PainterOptions;
use super::route::RouteOptions;
use super::storyteller::StorytellerOptions;

/// The lists, which may all be empty, and the budget.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Listed {
    pub storytellers: Vec<StorytellerOptions>,
    pub painters: Vec<PainterOptions>,
    pub moderators: Vec<ModeratorOptions>,
    pub critics: Vec<CriticOptions>,
    pub routes: Vec<RouteOptions>,
    pub budget: BudgetOptions,
}
