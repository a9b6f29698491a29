//! The rescue ladder of a picture: what is tried after so many failures, until a quiet page stands in.
//! One bad picture never costs the book.

use std::collections::BTreeSet;

use crate::domain::Attempts;

/// What the next attempt does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rung {
    /// The painter of this name, the brief as it is.
    AsIs(String),
    /// The painter of this name, a gentler brief with less in it.
    Softened(String),
    /// The built-in painter draws the place alone: `fallback: true`.
    Quiet,
}

/// Attempts of the first painter with the brief as it is, before it is softened.
const MAX_ATTEMPTS_AS_IS: u32 = 2;

/// The ladder for a route of painters: the first one as is, once more, and softened; then each other one, softened; at
/// last the quiet page. Painters that are away come after all others: the first one that is there has the first one's
/// attempts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ladder {
    painters: Vec<String>,
    attempts: Attempts,
    away: BTreeSet<String>,
}

impl Ladder {
    /// Goes on after the attempts that failed before, whoever of these painters made them.
    #[must_use]
    pub const fn new(painters: Vec<String>, attempts: Attempts) -> Self {
        Self { painters, attempts, away: BTreeSet::new() }
    }

    /// The last rung alone.
    #[must_use]
    pub const fn quiet() -> Self {
        Self::new(Vec::new(), Attempts::new())
    }

    /// What to do next.
    #[must_use]
    pub fn rung(&self) -> Rung {
        if let Some(first) = self.in_order().next()
            && self.failed_of(first) < MAX_ATTEMPTS_AS_IS
        {
            return Rung::AsIs(first.to_owned());
        }
        let next = self.in_order().enumerate().find(|(place, painter)| self.failed_of(painter) < max_attempts(*place));
        next.map_or(Rung::Quiet, |(_, painter)| Rung::Softened(painter.to_owned()))
    }

    /// Whether the painter of this rung has failed before.
    #[must_use]
    pub fn is_retry(&self) -> bool {
        match self.rung() {
            Rung::AsIs(painter) | Rung::Softened(painter) => self.failed_of(&painter) > 0,
            Rung::Quiet => false,
        }
    }

    /// The painter of this rung is away: another is asked before it, if one is left (`true`). It keeps its attempts.
    pub fn put_off(&mut self) -> bool {
        let (Rung::AsIs(painter) | Rung::Softened(painter)) = self.rung() else { return false };
        let was_there = self.away.insert(painter.clone());
        let is_another_there = match self.rung() {
            Rung::AsIs(next) | Rung::Softened(next) => !self.away.contains(&next),
            Rung::Quiet => false,
        };
        if was_there && !is_another_there {
            self.away.remove(&painter);
        }
        is_another_there
    }

    /// The attempt on this rung failed. What was refused is never asked again as it is.
    pub fn failed(&mut self, was_refused: bool) {
        let (painter, least) = match self.rung() {
            Rung::AsIs(painter) if was_refused => (painter, MAX_ATTEMPTS_AS_IS),
            Rung::AsIs(painter) | Rung::Softened(painter) => (painter, 0),
            Rung::Quiet => return,
        };
        let attempts = self.attempts.entry(painter).or_default();
        *attempts = (*attempts + 1).max(least);
    }

    /// This painter is not to be asked: whoever is next takes its place.
    pub fn pass_over(&mut self, painter: &str) {
        self.painters.retain(|name| name != painter);
    }

    /// The attempts that failed, for whoever goes on after this run.
    #[must_use]
    pub const fn attempts(&self) -> &Attempts {
        &self.attempts
    }

    /// Those who are there, then those who are away, each in the route's order.
    fn in_order(&self) -> impl Iterator<Item = &str> {
        let of = |are_away| {
            let painters = self.painters.iter().map(String::as_str);
            painters.filter(move |painter| self.away.contains(*painter) == are_away)
        };
        of(false).chain(of(true))
    }

    fn failed_of(&self, painter: &str) -> u32 {
        self.attempts.get(painter).copied().unwrap_or(0)
    }
}

/// The first painter of a route has its attempts as is before its softened one.
const fn max_attempts(place: usize) -> u32 {
    if place == 0 { MAX_ATTEMPTS_AS_IS + 1 } else { 1 }
}
