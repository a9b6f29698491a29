//! What turns a deed around: *learns not to*, *never*, *stops*, *says no to*; and what does not (*not afraid to*).

use super::vocabulary::WordSet;
use super::words::Word;
use crate::builtin::moderator::fold::{Before, Ending};

/// How far before a deed a word still turns it.
const REACH: usize = 6;

/// The words that turn.
#[derive(Debug, Default)]
pub struct Turning {
    /// Words that say that a deed is not done: *not*, *never*, *without*.
    pub negations: WordSet,
    /// Words that say that somebody ends or hinders a deed: *stops*, *prevents*, *against*.
    pub stops: WordSet,
    /// *afraid*, *dangerous*, *warns*, where one of `links` comes next (*afraid of*, and not *a scared boy*).
    pub warnings: WordSet,
    pub links: WordSet,
    /// After a negation these undo it (*not afraid*, *never stops*).
    pub undone: WordSet,
    /// What stands before these says nothing of what comes after (*and*, *who*).
    pub borders: WordSet,
}

impl Turning {
    /// Whether the deed that begins at `start` is turned around.
    pub fn turns(&self, words: &[Word], start: usize) -> bool {
        for at in (start.saturating_sub(REACH)..start).rev() {
            // a new clause began behind it
            if words[at + 1].before >= Before::Clause || words[at].is_one_of(&self.borders) {
                return false;
            }
            if self.is_negation(&words[at]) {
                return !self.is_undone(words, at, start);
            }
            if words[at].is_one_of(&self.stops) || self.is_warning(words, at) {
                let from = at.saturating_sub(3);
                return !words[from..at].iter().any(|word| self.is_negation(word));
            }
        }
        false
    }

    fn is_warning(&self, words: &[Word], at: usize) -> bool {
        words[at].is_one_of(&self.warnings) && words[at + 1].is_one_of(&self.links)
    }

    fn is_negation(&self, word: &Word) -> bool {
        word.ending == Ending::Not || word.is_one_of(&self.negations)
    }

    fn is_undone(&self, words: &[Word], at: usize, start: usize) -> bool {
        let behind = &words[at + 1..start];
        let before = at.checked_sub(1).map(|place| &words[place]);
        behind.iter().any(|word| word.is_one_of(&self.undone) || self.is_negation(word))
            || before.is_some_and(|word| word.ending == Ending::None && word.is_one_of(&self.undone))
    }
}
