//! The readers' side: what a reader is sent of a story, and the addresses of its pictures.

pub mod signer;

pub use signer::{SignatureError, Signer};
