//! Who does what to whom: sentences judged by patterns, where a word alone says nothing.
//!
//! A boy may clean with bleach and not drink it; a father hits a ball or his child. The patterns stand in
//! `../words/`: `help/` (somebody tells of harm), `deeds/` (what no hero does), `told/` (what passes all the same).
//! `vocabulary` knows their words, misspelt ones too; `words` reads tokens as those; `pattern` is the notation, `rules`
//! finds patterns in words, `trouble` adds up small signs of it, `score` weighs every word and hears what is like the
//! cries that are known, `turning` hears *not*, *never* and *stops*, and `grammar` is the whole.

#[expect(clippy::module_inception, reason = "the room's one entrance has its name")]
mod grammar;
mod pattern;
mod rules;
mod score;
mod trouble;
mod turning;
mod vocabulary;
mod words;

pub use grammar::{Grammar, Reading};
