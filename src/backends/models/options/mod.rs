//! The lists of the section `[models]`: models elsewhere, which stories they serve, and what may be spent.
//!
//! `provider` is what all kinds share, `answer_limit` what all that chat do; `storyteller`, `painter`, `moderator` and
//! `critic` are what each adds, `route` says who serves which stories, `budget` what may be spent, and `listed` is all
//! of them. `check` is what no type says.

mod answer_limit;
mod budget;
mod check;
mod critic;
mod listed;
mod moderator;
mod painter;
mod price;
mod provider;
mod route;
mod storyteller;

pub use answer_limit::{AnswerLimit, MostTokens, TokenLimit};
pub use budget::BudgetOptions;
pub use check::{Invalid, check};
pub use critic::{CriticKind, CriticOptions};
pub use listed::Listed;
pub use moderator::{Judged, ModeratorKind, ModeratorOptions};
pub use painter::{AnswerFormat, PainterKind, PainterOptions, PictureSize};
pub use price::PriceOptions;
pub use provider::{KeySource, ProviderOptions};
pub use route::{RouteOptions, WhenOptions};
pub use storyteller::{StorytellerKind, StorytellerOptions};
