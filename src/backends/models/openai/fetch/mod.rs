//! Pictures that an answer points at, instead of having them in it. Where they are was said by a model: it may be any
//! address, also one inside our own network.
//!
//! `address` says which addresses may be asked, `resolver` finds a name's once and for all, [`PictureFetcher`] asks.

mod address;
mod fetcher;
mod resolver;

pub use address::{Reach, may_be_asked};
pub use fetcher::PictureFetcher;
