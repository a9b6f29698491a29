//! The outbox stage: hands every stored fact to the notification actor and to the bus, then lets the outbox forget it.
//!
//! There is one [`relay`] for each shard of each outbox. Facts go to the bus at least once, those of a topic in their
//! order. **Nobody who gets facts waits for another**: each has a [`lane`] of its own, so that a notice never waits for
//! the bus, nor a topic for another that is away; meanwhile the outbox grows, on disk. [`parcel`] is how a page of
//! facts reaches one of them.
//!
//! Capacity: for each lane one page of 256 facts on its way, as a page is a commit of the bus and one of the store; a
//! second would overtake the first, and a topic's facts keep their order.

mod lane;
mod parcel;
mod relay;
mod shard;
mod task;

pub use relay::{OutboxRelay, Relay};
pub use shard::BATCH;
