//! Scenes by their numbers: one that is told before its turn is kept until the scenes before it are there.

use std::collections::BTreeMap;

/// Scenes that are kept: as many as the longest book has. With more, the next ones are taken as they come.
const MOST: usize = 32;

/// A scene as it was found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct RawScene {
    /// As the model counts, from 1 as it was asked to, or in its own way.
    pub(super) number: Option<u32>,
    pub(super) text: String,
}

/// The scenes of a story from its beginning. Where one goes on, scenes are taken as they come.
#[derive(Debug)]
pub(super) struct InOrder {
    /// The number whose turn it is.
    next: Option<u32>,
    early: BTreeMap<u32, String>,
}

impl InOrder {
    pub(super) const fn new(is_beginning: bool) -> Self {
        Self { next: if is_beginning { Some(1) } else { None }, early: BTreeMap::new() }
    }

    /// Takes a scene; gives those whose turn it is.
    pub(super) fn push(&mut self, scene: RawScene) -> Vec<String> {
        let Some(next) = &mut self.next else { return vec![scene.text] };
        let is_early = |number: &u32| *number > *next && self.early.len() < MOST;
        if let Some(number) = scene.number.filter(is_early) {
            self.early.entry(number).or_insert(scene.text);
            return Vec::new();
        }
        // a lower number is one of a model that counts from 0, or again from 1
        let mut turn = vec![scene.text];
        *next += 1;
        while let Some(text) = self.early.remove(next) {
            turn.push(text);
            *next += 1;
        }
        turn
    }

    /// Those that wait for a scene that was never told.
    pub(super) fn finish(&mut self) -> Vec<String> {
        std::mem::take(&mut self.early).into_values().collect()
    }
}
