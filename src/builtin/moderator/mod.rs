//! Judges words by lists, after undoing disguises. Knows English.
//!
//! A text goes through `personal` (addresses, numbers, links), then `fold` (look-alike `letters`, accents and digits
//! for letters, as `glyphs`, become tokens of plain words), then `search` (tokens against the `lexicon`, which is read
//! from `words/`), and last `script` (letters of a script that is not known). `judge` is that order.
//!
//! Whole words are judged, never parts of words, so that Essex, skill and peacock pass.

mod fold;
mod glyphs;
mod judge;
mod letters;
mod lexicon;
mod personal;
mod script;
mod search;

pub use judge::BuiltinModerator;
