//! [`Nodes`]: which processes are alive, without a clock that they would have to share.
//!
//! Each process raises a counter. Who sees a counter unchanged for the lease time, on its own monotonic clock, takes
//! the process for dead and may claim what it holds. A wrong guess costs a call and never a word: the fence decides.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::Claimant;

/// How often a process has said that it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pulse {
    pub claimant: Claimant,
    /// From 1 on, one more with each beat.
    pub beats: u64,
}

/// The processes of a cluster.
#[async_trait]
pub trait Nodes: Send + Sync {
    /// A process begins to beat. An earlier start of its node is gone from then on. A repeat changes nothing.
    async fn begin(&self, claimant: Claimant) -> Result<(), StoreError>;

    /// Raises the counter of a process and returns it. `None`: it has not begun, was forgotten, or a later start of its
    /// node has begun, and a beat that comes late changes nothing. After an answer that was lost the counter may have
    /// been raised twice, which harms nobody.
    async fn beat(&self, claimant: Claimant) -> Result<Option<u64>, StoreError>;

    /// Every process that has begun and was not forgotten, one of each node, by node.
    async fn pulses(&self) -> Result<Vec<Pulse>, StoreError>;

    /// Nothing more is expected of a process: it left in order, or what it held was taken over. Does nothing to another
    /// start of its node.
    async fn forget(&self, claimant: Claimant) -> Result<(), StoreError>;
}
