//! Texts: a proper story as it is asked for ([`tale`]), the same told badly ([`hostile`]), and how either is sent
//! ([`Speech`]: streamed or not, with what it used).

pub mod hostile;
mod speech;
mod tale;

pub use speech::Speech;
pub use tale::{Tale, tale};
