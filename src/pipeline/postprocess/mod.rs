//! From a painter's bytes to the stored set: decoded under limits, styled, resized, encoded, hashed.
//!
//! Nothing of the original file survives but its pixels, so no metadata does. Everything here is CPU-bound: call
//! [`finish`] on a blocking thread. `decode` guards the door, `grade` styles pictures from outside, `encode`
//! makes the widths in parallel, because the encoding of WebP is over nine tenths of the time.

mod decode;
mod encode;
mod finish;
mod grade;
mod set;

pub use finish::finish;
pub use set::{Encoding, Options, PictureSet, PostprocessError};
