//! The notation of patterns: one a line, `#` starts a comment; an indented line goes on with the one before it.
//!
//! - `dog|cat`: one of these. `kick+`: with its endings. `?my|his`: may be there. `!at|in`: must not come next.
//! - `~`: up to five words of one thing (*a big glass of*). `_`: up to five small words (*always so very*).
//! - `..`: up to three words of any kind. `...`: up to eight.
//! - `$`: no name of a thing comes next (*hurt her.*, not *hurt her knee*).
//! - `0`: a number.
//! - `= pet dog|cat` names alternatives, which any later line uses as `<pet>`.

use std::collections::HashMap;

use super::vocabulary::{Vocabulary, WordSet};
use crate::builtin::moderator::lexicon::with_endings;

/// A part of a pattern.
#[derive(Debug)]
pub enum Step {
    /// One of these words.
    One(WordSet),
    /// One of these words, or nothing.
    Maybe(WordSet),
    /// None of these words comes next.
    Not(WordSet),
    /// Up to so many words of one sentence.
    Gap(usize),
    /// Up to five words that may stand before a thing.
    Phrase,
    /// Up to five small words.
    Small,
    /// Nothing more is said of what came before.
    End,
}

/// Reads lists of patterns, and remembers their groups.
#[derive(Debug, Default)]
pub struct Notation {
    groups: HashMap<String, Vec<String>>,
}

impl Notation {
    /// The patterns of a list.
    pub fn read(&mut self, list: &str, vocabulary: &mut Vocabulary) -> Vec<Vec<Step>> {
        let mut patterns = Vec::new();
        for line in whole_lines(list) {
            match line.strip_prefix("= ").and_then(|group| group.split_once(' ')) {
                Some((name, words)) => self.define(name, words),
                None => patterns.push(line.split_whitespace().map(|step| self.step(step, vocabulary)).collect()),
            }
        }
        patterns
    }

    /// The words of a group that the lists define.
    pub fn group(&self, name: &str, vocabulary: &mut Vocabulary) -> WordSet {
        self.ids(&format!("<{name}>"), vocabulary)
    }

    fn define(&mut self, name: &str, words: &str) {
        let words = self.alternatives(words);
        self.groups.entry(name.to_owned()).or_default().extend(words);
    }

    fn step(&self, step: &str, vocabulary: &mut Vocabulary) -> Step {
        match step.split_at(1) {
            ("?", words) => Step::Maybe(self.ids(words, vocabulary)),
            ("!", words) => Step::Not(self.ids(words, vocabulary)),
            ("~", _) => Step::Phrase,
            ("_", _) => Step::Small,
            ("$", _) => Step::End,
            (".", dots) => Step::Gap(if dots.len() == 1 { 3 } else { 8 }),
            _ => Step::One(self.ids(step, vocabulary)),
        }
    }

    fn ids(&self, words: &str, vocabulary: &mut Vocabulary) -> WordSet {
        self.alternatives(words).iter().map(|word| vocabulary.learn(word)).collect()
    }

    fn alternatives(&self, words: &str) -> Vec<String> {
        words.split('|').flat_map(|word| self.alternative(word)).collect()
    }

    fn alternative(&self, word: &str) -> Vec<String> {
        match word.strip_prefix('<').and_then(|name| name.strip_suffix('>')) {
            Some(name) => {
                let group = self.groups.get(name);
                debug_assert!(group.is_some(), "the lists name no group {name}");
                group.cloned().unwrap_or_default()
            }
            None => with_endings(word),
        }
    }
}

/// The lines of a list, those that go on joined: behind a `|` without a gap.
fn whole_lines(list: &str) -> Vec<String> {
    let mut whole: Vec<String> = Vec::new();
    for line in list.lines().map(|line| line.split('#').next().unwrap_or_default().trim_end()) {
        match whole.last_mut().filter(|_| line.starts_with(' ')) {
            Some(before) => {
                let gap = if before.ends_with('|') { "" } else { " " };
                *before = format!("{before}{gap}{}", line.trim_start());
            }
            None if !line.is_empty() => whole.push(line.to_owned()),
            None => {}
        }
    }
    whole
}
