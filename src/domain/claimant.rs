//! Who holds a story, a job or an idempotency key for a while.

use super::{NodeId, StartId};

/// A node and its start, which is one process: two processes never hold anything under the same name, and what a dead
/// start of a node held can be told from what its next start holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Claimant {
    /// The same from start to start.
    pub node: NodeId,
    /// Another for each start.
    pub start: StartId,
}

impl Claimant {
    /// The process that starts now on this node.
    #[must_use]
    pub fn starting(node: NodeId) -> Self {
        Self { node, start: StartId::new() }
    }

    /// The claimant with these bytes (as [`Claimant::to_bytes`] gave them).
    #[must_use]
    pub fn from_bytes([node, start]: [[u8; 16]; 2]) -> Self {
        Self { node: NodeId::from_bytes(node), start: StartId::from_bytes(start) }
    }

    #[must_use]
    pub fn to_bytes(&self) -> [[u8; 16]; 2] {
        [*self.node.as_bytes(), *self.start.as_bytes()]
    }

    /// Whether `other` was an earlier start of this node, seen from the one that runs. It has ended then: one process
    /// at a time holds a node's data directory.
    #[must_use]
    pub fn succeeds(&self, other: Self) -> bool {
        self.node == other.node && self.start != other.start
    }
}
