//! Judges words by lists, after undoing disguises. Knows English.
//!
//! `fold` makes tokens of plain words of a text (look-alike `letters`, accents and digits for letters, as `glyphs`).
//! `grammar` reads who does what to whom: a cry for help comes first of all (`cries` hears it in other scripts). Then
//! `search` looks tokens up in the `lexicon` (both are read from `words/`), then come the grammar's deeds and
//! `personal` (addresses, numbers, links).
//! Last it is asked whether the lists can read the text at all: `script` finds words in other letters, `names` says
//! which of them may be names, `language` tells a theme in another language. `judge` is that order.
//!
//! Whole words are judged, never parts of words, so that Essex, skill and peacock pass.

mod cries;
mod fold;
mod glyphs;
mod grammar;
mod judge;
mod language;
mod letters;
mod lexicon;
mod names;
mod personal;
mod script;
mod search;

pub use judge::BuiltinModerator;
