//! Cuts a storyteller's text into an outline and scenes while it arrives.
//!
//! Two forms are understood: JSON objects, one a line (outline first), and plain prose. Everything is decided character
//! by character, so that any chunking of the same bytes gives the same pieces; memory is bounded whatever comes.
//! Reading order: `cut` (the states), `object` (where an object ends), `read` (what it says), `order` (whose turn a
//! scene is), `prose`, `markup` (signs that are no words).

mod cut;
mod decoder;
mod markup;
mod object;
mod order;
mod prose;
mod read;

pub use cut::{Expect, Piece, Segmenter};
