//! What is to be seen in a scene, found in its words: whole words of small lists, no model, the same every time.
//!
//! `words` holds the lists, [`find()`] reads them. A scene that is silent about place, time or weather is where, when
//! and in what weather the scenes before it were. Where a model said what it planned (`planned`), that holds unless the
//! words clearly say something else.

mod absence;
mod family;
mod find;
mod list;
mod mood;
mod phrase;
mod planned;
mod reading;
mod sky;
mod things;
mod weighing;
mod words;

pub use find::find;
pub(crate) use list::entries;
pub(crate) use phrase::{kind_word, words_of};
pub(crate) use planned::planned;
