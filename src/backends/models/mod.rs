//! Who writes, paints and judges.
//!
//! What a reader typed reaches a model only as the bounded fields of a
//! [`StoryRequest`](crate::domain::StoryRequest); what a model says reaches a reader only after the [`Moderator`].
//!
//! Reading order: the three traits (`storyteller`, `painter`, `moderator`), what they answer (`answer`, `error`) and
//! on what `terms`, what a call costs `at_most` and the `budget`, which of them tell a story (`routes`), all of a
//! node's ([`Models`]), what stands beside each ([`guards`]), how models elsewhere are set ([`options`]) and spoken to
//! ([`openai`]). A new model is an adapter of one trait that passes its suite in `tests/it/models`.

mod answer;
mod at_most;
mod budget;
mod critic;
mod error;
pub mod guards;
mod moderator;
mod moderators;
pub mod openai;
pub mod options;
mod painter;
mod registry;
mod routes;
mod storyteller;
mod terms;

/// The name of each model that needs no network.
pub const BUILTIN: &str = "builtin";

pub use answer::Answer;
pub use budget::Budget;
pub use critic::{Critic, Reviewed};
pub use error::ModelError;
pub use guards::TimeLimits;
pub use moderator::{Judges, Moderator};
pub use moderators::Moderators;
pub use painter::{Painter, RawPicture};
pub use registry::Models;
pub use routes::{Routes, Rule, When};
pub use storyteller::{Storyteller, TextChunk, TextStream};
pub use terms::{Price, Terms};
