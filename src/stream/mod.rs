//! The readers' side: what is logged is delivered, replayed and followed, at each reader's own pace.
//!
//! A reader has a cursor: it reads the log after its place, then sleeps until the [`Hub`] wakes it. The hub keeps the
//! encoded frames of followed stories once for all their readers, and a writer sends them over the reader's socket.

mod addresses;
mod cursor;
mod delivery;
mod ending;
mod framing;
mod hub;
mod look;
mod open_stream;
mod options;
mod registry;
pub mod signer;
mod streams;
pub mod view;
mod writer;

pub use addresses::Addresses;
pub use delivery::Delivery;
pub use framing::Framing;
pub use hub::Hub;
pub use open_stream::OpenStream;
pub use options::Options;
pub use registry::{FollowRefusal, Follower};
pub use signer::{SignatureError, Signer};
pub use streams::Streams;
pub use writer::Outlet;
