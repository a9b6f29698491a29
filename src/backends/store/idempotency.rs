//! [`Idempotency`]: a wish that is sent twice makes one story.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{StoryId, Timestamp, UserId};

/// An owner's idempotency key: keyed hashes only, so that the row says nothing about the wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Hash of caller and key.
    pub key: [u8; 32],
    /// Hash of the body.
    pub fingerprint: [u8; 32],
}

/// Owners' idempotency keys.
#[async_trait]
pub trait Idempotency: Send + Sync {
    /// The story that a key of an owner made, and its body's fingerprint.
    async fn find(&self, owner: UserId, key: &[u8; 32]) -> Result<Option<(StoryId, [u8; 32])>, StoreError>;

    /// Forgets keys that were used before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
