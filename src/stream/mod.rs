//! The readers' side: what is logged is delivered, replayed and followed, at each reader's own pace.
//!
//! A connection has a cursor: it reads the log after its cursor, then sleeps until the [`Hub`] wakes it. The hub
//! keeps the encoded frames of followed stories once for all their readers.

mod cursor;
mod delivery;
mod hub;
mod options;
mod registry;
pub mod signer;
mod streams;
pub mod view;

pub use delivery::Delivery;
pub use hub::Hub;
pub use options::Options;
pub use registry::{FollowRefusal, Follower};
pub use signer::{SignatureError, Signer};
pub use streams::Streams;
