//! Patterns by their first word, and how they are found in a text's words.

use super::pattern::Step;
use super::vocabulary::{WordMap, WordSet};
use super::words::Word;
use crate::builtin::moderator::fold::{Before, Ending};

/// Words that [`Step::Phrase`] and [`Step::Small`] pass over.
const PHRASE: usize = 5;

/// The words that sentences are joined with.
#[derive(Debug, Default)]
pub struct Joints {
    /// Small words: pronouns, articles, adverbs, forms of *be* and *have*.
    pub small: WordSet,
    /// No word of these belongs to a thing's name (*and*, *with*).
    pub partings: WordSet,
    /// After a person these begin something new (*hurts her because*).
    pub follow_ups: WordSet,
}

/// Patterns, each with what follows from it.
#[derive(Debug)]
pub struct Rules<T> {
    all: Vec<(Vec<Step>, T)>,
    by_first: WordMap<Vec<usize>>,
}

impl<T> Default for Rules<T> {
    fn default() -> Self {
        Self { all: Vec::new(), by_first: WordMap::default() }
    }
}

impl<T: Copy> Rules<T> {
    /// Takes in a pattern.
    pub fn add(&mut self, steps: Vec<Step>, follows: T) {
        for step in &steps {
            let (Step::One(words) | Step::Maybe(words)) = step else { break };
            for word in words {
                self.by_first.entry(*word).or_default().push(self.all.len());
            }
            if matches!(step, Step::One(_)) {
                break;
            }
        }
        self.all.push((steps, follows));
    }

    /// What begins at the first of these words: how many it takes, and what follows. A word that passes fits nowhere.
    pub fn beginning<'a>(&'a self, text: Text<'a>) -> impl Iterator<Item = (usize, T)> + 'a {
        let places = text.words[0].ids.iter().filter_map(|id| self.by_first.get(id)).flatten();
        places.filter_map(move |&place| {
            let (steps, follows) = &self.all[place];
            text.fits(0, steps).map(|length| (length, *follows))
        })
    }
}

/// Words from a place on, and which of them pass.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    pub words: &'a [Word],
    pub passes: &'a [bool],
    pub joints: &'a Joints,
}

impl Text<'_> {
    /// How many words a pattern takes, where it begins with the word at a place.
    fn fits(self, at: usize, steps: &[Step]) -> Option<usize> {
        let Some((step, rest)) = steps.split_first() else { return Some(at) };
        let next = self.words.get(at);
        match step {
            Step::One(words) => self.is_one(at, words, rest).then(|| self.fits(at + 1, rest)).flatten(),
            Step::Maybe(words) => {
                let taken = self.is_one(at, words, rest).then(|| self.fits(at + 1, rest)).flatten();
                taken.or_else(|| self.fits(at, rest))
            }
            Step::Not(words) => {
                let is_next = next.is_some_and(|next| next.before < Before::Clause && next.is_one_of(words));
                if is_next { None } else { self.fits(at, rest) }
            }
            Step::Gap(most) => self.after_gap(at, *most, rest, |_| true),
            Step::Phrase => self.after_gap(at, PHRASE, rest, |word| !word.is_one_of(&self.joints.partings)),
            Step::Small => self.after_gap(at, PHRASE, rest, |word| word.is_one_of(&self.joints.small)),
            Step::End => {
                let ends = |next: &Word| next.before >= Before::Clause || next.is_one_of(&self.joints.follow_ups);
                if next.is_none_or(ends) { self.fits(at, rest) } else { None }
            }
        }
    }

    fn is_one(self, at: usize, words: &WordSet, rest: &[Step]) -> bool {
        let is_last = !rest.iter().any(|step| matches!(step, Step::One(_)));
        self.words.get(at).is_some_and(|word| {
            let is_owner = is_last && word.ending == Ending::S;
            let is_next_sentence = at > 0 && word.before == Before::Sentence;
            word.is_one_of(words) && !self.passes[at] && !is_owner && !is_next_sentence
        })
    }

    /// The rest after as few words as can be, all of one sentence.
    fn after_gap(self, at: usize, most: usize, rest: &[Step], may_skip: impl Fn(&Word) -> bool) -> Option<usize> {
        // *her uncle's dog*: what follows is said of the dog
        let is_owner = at > 0 && self.words[at - 1].ending == Ending::S;
        let most = if is_owner { 0 } else { most };
        for skipped in 0..=most {
            let word = self.words.get(at + skipped)?;
            if word.before == Before::Sentence {
                return None;
            }
            if let Some(length) = self.fits(at + skipped, rest) {
                return Some(length);
            }
            if !may_skip(word) {
                return None;
            }
        }
        None
    }
}
