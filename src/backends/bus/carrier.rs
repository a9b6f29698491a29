//! [`Carrier`]: a topic of a bus that holds no facts, for hints between nodes.

use async_trait::async_trait;

use super::BusError;

/// What was sent, and where it stands in the topic.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Carried {
    /// Its place: later ones have greater ones, without a gap unless something was left out.
    pub offset: u64,
    pub bytes: Vec<u8>,
}

/// A topic of one partition, shared by every node. What it carries may be lost, late, or come twice.
#[async_trait]
pub trait Carrier: Send + Sync {
    /// Appends these, in order. After an error some of them may be there.
    async fn send(&self, all: Vec<Vec<u8>>) -> Result<(), BusError>;

    /// The offset that the next one gets.
    async fn end(&self) -> Result<u64, BusError>;

    /// Up to `limit` from `offset` on. An offset beyond the end is an error: it is of a topic that was lost since.
    async fn receive(&self, offset: u64, limit: usize) -> Result<Vec<Carried>, BusError>;
}
