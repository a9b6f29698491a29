//! Judges words by lists, after undoing disguises. Knows English.
//!
//! `fold` makes tokens of plain words of a text (look-alike `letters`, accents and digits for letters, as `glyphs`).
//! `grammar` reads who does what to whom: a cry for help comes first of all. Then `search` looks tokens up in the
//! `lexicon` (both are read from `words/`), then come the grammar's deeds, `personal` (addresses, numbers, links), and
//! last `script` (letters of a script that is not known). `judge` is that order.
//!
//! Whole words are judged, never parts of words, so that Essex, skill and peacock pass.

mod fold;
mod glyphs;
mod grammar;
mod judge;
mod letters;
mod lexicon;
mod personal;
mod script;
mod search;

pub use judge::BuiltinModerator;
