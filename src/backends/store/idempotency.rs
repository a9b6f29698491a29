//! [`Idempotency`]: a wish that is sent twice makes one story.
//!
//! A key is *in flight* from its first use until its story is durable. Meanwhile it belongs to a process; when that has
//! died, a repeat takes the key over together with the story's id, so that what the dead one may have begun is gone on
//! with and nothing is made twice.

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{Claimant, StoryId, Timestamp, UserId};

/// An owner's idempotency key: keyed hashes only, so that the row says nothing about the wish.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IdempotencyKey {
    /// Hash of caller and key.
    pub key: [u8; 32],
    /// Hash of the body.
    pub fingerprint: [u8; 32],
}

/// Somebody wants to make a story under a key.
#[derive(Clone, Debug)]
pub struct KeyedWish {
    pub owner: UserId,
    pub key: IdempotencyKey,
    /// The story's id, should the key be new.
    pub story: StoryId,
    pub by: Claimant,
    /// Who is known to be dead: what they had in flight is taken over.
    pub instead_of: Option<Claimant>,
    /// From when the key's 24 hours count.
    pub at: Timestamp,
}

/// How a key was used before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyUse {
    /// The same body, and this process is making its story.
    InFlight(Claimant),
    /// The same body: this is the story that it made.
    Replay(StoryId),
    /// Another body.
    Reused,
}

/// What [`Idempotency::begin`] answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Begun {
    /// The key is the caller's, in flight: the story with this id is to be made. It is another than the caller's when
    /// the key was taken over, or when the caller began it before and did not finish; its log may have begun then.
    Fresh(StoryId),
    /// Somebody else's turn, or nobody's. Nothing was written.
    Used(KeyUse),
}

/// Which request made which story, for a day.
#[async_trait]
pub trait Idempotency: Send + Sync {
    /// How a key was used before; `None`: never, or it is forgotten.
    async fn find(&self, owner: UserId, key: &IdempotencyKey) -> Result<Option<KeyUse>, StoreError>;

    /// Puts a key in flight, as one step: of many callers one finds it fresh. A repeat by the same claimant finds it
    /// fresh again, with the same story.
    async fn begin(&self, wish: KeyedWish) -> Result<Begun, StoreError>;

    /// The story of a key in flight is durable: from now on repeats get it. Does nothing to a key of another story.
    async fn finish(&self, owner: UserId, key: &[u8; 32], story: StoryId) -> Result<(), StoreError>;

    /// The wish was refused: a key that this claimant has in flight is as if it had never been used.
    async fn abandon(&self, owner: UserId, key: &[u8; 32], by: Claimant) -> Result<(), StoreError>;

    /// Forgets keys that were used first before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
