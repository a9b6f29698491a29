//! How hard a page is to read, measured against its age band: how many words it has, how many a sentence has, and how
//! many children of that age may not know.
//!
//! `band` is what an age can take, `vocabulary` the words that children know, `measure` compares.

mod band;
mod measure;
mod vocabulary;

pub use band::Band;
pub use measure::{Level, Misfit, misfit};
