//! From a painter's bytes to the stored set: decoded under limits, cut to the page, styled, resized, encoded, hashed.
//!
//! Nothing of the original file survives but its pixels, so no metadata does. Everything here is CPU-bound: call
//! [`finish`] on a blocking thread. `decode` guards the door, `crop` and `grade` fit pictures from outside to the book,
//! `encode` makes the widths in parallel, because the encoding of WebP is over nine tenths of the time. [`small_copy`]
//! is what models that judge are shown.

mod crop;
mod decode;
mod encode;
mod finish;
mod grade;
mod set;
mod small_copy;

pub use finish::finish;
pub use set::{Encoding, Options, PictureSet, PostprocessError};
pub use small_copy::small_copy;
