//! What no pattern knows: words and pairs of neighbours, each with a weight, added up over a sentence.
//!
//! A linear classifier. Its weights stand in `../words/score/` and are learned from the tables of wishes in
//! `tests/it/moderation` (`learning.rs` there learns, measures on what was held out, and writes them), so that a
//! sentence that is like those of a table is known although nobody wrote a pattern for it.

use std::collections::HashMap;
use std::hash::BuildHasherDefault;

use super::vocabulary::{IdHasher, Vocabulary, WordId, WordMap};
use super::words::{Word, sentences};
use crate::builtin::moderator::lexicon::lines;

/// Words of a text up to which it is weighed as a whole too: a wish of two short sentences.
const SHORT: usize = 30;

/// Weights, and the sum that says so.
#[derive(Debug, Default)]
pub struct Score {
    words: WordMap<f32>,
    pairs: HashMap<(WordId, WordId), f32, BuildHasherDefault<IdHasher>>,
    needed: f32,
}

impl Score {
    /// Reads a list of weights: `needed 2.4`, then lines of a weight and its words; `_` joins a pair.
    pub fn read(list: &str, vocabulary: &mut Vocabulary) -> Self {
        let mut score = Self::default();
        for (weight, words) in lines(list).filter_map(|line| line.split_once(' ')) {
            if weight == "needed" {
                score.needed = number(words);
                continue;
            }
            words.split_whitespace().for_each(|word| score.add(word, number(weight), vocabulary));
        }
        score
    }

    /// Whether a sentence, or the whole of a short text, weighs enough.
    pub fn is_reached_in(&self, words: &[Word]) -> bool {
        let whole = (words.len() <= SHORT).then_some(0..words.len());
        whole.into_iter().chain(sentences(words)).any(|range| self.sum(&words[range]) >= self.needed)
    }

    fn add(&mut self, word: &str, weight: f32, vocabulary: &mut Vocabulary) {
        match word.split_once('_') {
            Some((first, second)) => {
                let pair = (vocabulary.learn_if_new(first), vocabulary.learn_if_new(second));
                self.pairs.entry(pair).or_insert(weight);
            }
            None => {
                self.words.entry(vocabulary.learn_if_new(word)).or_insert(weight);
            }
        }
    }

    /// Each word and pair is weighed once, however often it stands there.
    fn sum(&self, words: &[Word]) -> f32 {
        let mut said: Vec<Option<WordId>> = words.iter().map(|word| self.known(word)).collect();
        let mut pairs: Vec<(WordId, WordId)> = said.windows(2).filter_map(|pair| pair[0].zip(pair[1])).collect();
        said.sort_unstable();
        said.dedup();
        pairs.sort_unstable();
        pairs.dedup();
        let of_words = said.iter().flatten().filter_map(|id| self.words.get(id));
        of_words.chain(pairs.iter().filter_map(|pair| self.pairs.get(pair))).sum()
    }

    /// Of all that a word may be, what weighs most.
    fn known(&self, word: &Word) -> Option<WordId> {
        let weight = |id: &&WordId| self.words.get(id).copied().unwrap_or(f32::MIN);
        word.ids.iter().max_by(|one, other| weight(one).total_cmp(&weight(other))).copied()
    }
}

fn number(text: &str) -> f32 {
    text.parse().expect("the lists that are built in hold numbers")
}
