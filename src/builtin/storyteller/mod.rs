//! Tells stories from a grammar: no key, no network, the same story for the same seed and wish.
//!
//! Reading order: `wish` (how a wish is read), `subject` and `being` (what it is about), `person` and `cast` (who is in
//! it), `book`, `marks` and `places` (the written lines under `tales/`, when and where they may be told), `matters`
//! (when and where that is which a story turns on), `step`, `plan`, `way` and `weather` (which beat, whom one meets on
//! the way, under what sky), `compose` (a page's sentences, but for `unsuited` ones and with what is `elsewhere` for a
//! thing of the land: written lines whose `slots` are filled in `english`, with the right `pronoun`), `tale` (all of it
//! together), `teller` (the stream of tokens).

mod being;
mod book;
mod cast;
mod compose;
mod elsewhere;
mod english;
mod marks;
mod matters;
mod person;
mod places;
mod plan;
mod pronoun;
mod slots;
mod step;
mod subject;
mod tale;
mod teller;
mod unsuited;
mod way;
mod weather;
mod wish;

pub use teller::BuiltinStoryteller;
