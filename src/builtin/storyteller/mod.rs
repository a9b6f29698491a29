//! Tells stories from a grammar: no key, no network, the same story for the same seed and wish.
//!
//! Reading order: `subject`, `theme` and `being` (what a wish is about), `person` and `cast` (who is in it), `book` (the written
//! beats under `tales/`), `plan` (which beat, where and when), `compose` (a page's sentences: written lines whose
//! `slots` are filled in `english`, with the right `pronoun`), `tale` (all of it together), `teller` (the stream of
//! tokens).

mod being;
mod book;
mod cast;
mod compose;
mod english;
mod person;
mod plan;
mod pronoun;
mod slots;
mod subject;
mod tale;
mod teller;
mod theme;

pub use teller::BuiltinStoryteller;
