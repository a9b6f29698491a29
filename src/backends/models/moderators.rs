//! Several moderators as one bench: all of them must pass what is shown.

use std::sync::Arc;

use super::Moderator;

/// The moderators of a story, in the order in which they are asked. Cheap to clone.
#[derive(Clone)]
pub struct Moderators(Arc<[Arc<dyn Moderator>]>);

impl Moderators {
    /// These, in this order.
    #[must_use]
    pub fn new(moderators: Vec<Arc<dyn Moderator>>) -> Self {
        Self(moderators.into())
    }

    /// Those who judge words. Where there is none, nothing may be shown.
    pub fn of_words(&self) -> impl Iterator<Item = &Arc<dyn Moderator>> {
        self.0.iter().filter(|moderator| moderator.judges().words)
    }

    /// Those who judge pictures. Where there is none, no picture from outside may be shown.
    pub fn of_pictures(&self) -> impl Iterator<Item = &Arc<dyn Moderator>> {
        self.0.iter().filter(|moderator| moderator.judges().pictures)
    }

    /// Whether all who judge words know a language (BCP 47), and there is one.
    #[must_use]
    pub fn know_language(&self, language: &str) -> bool {
        self.of_words().next().is_some() && self.of_words().all(|moderator| moderator.knows_language(language))
    }
}
