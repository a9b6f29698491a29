//! Readers and their sessions. A session is a family of refresh tokens; only their hashes are stored.

use std::time::Duration;

use async_trait::async_trait;

use super::StoreError;
use crate::domain::{SessionId, Timestamp, User, UserId};

/// Refresh tokens of one session that work at the same time, at most: more tabs than anybody has lost an answer in, and
/// an end for siblings of siblings.
pub const UNUSED_TOKENS: usize = 16;

/// Everything that descends from one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names the family; access tokens carry it.
    pub id: SessionId,
    /// Whose.
    pub user: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself: with the token that lasts longest.
    pub expires_at: Timestamp,
    /// Whether it was ended before that.
    pub revoked: bool,
}

/// A refresh token, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    /// Its family.
    pub session: SessionId,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// What became of a refresh token that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// Its first use, or a repeat within the grace: the new token is stored.
    Rotated(Session),
    /// It was used before, too long ago: its whole family is revoked now.
    Reused(SessionId),
    /// Unknown, expired, or of a revoked family.
    Invalid,
}

/// Readers and their sessions.
#[async_trait]
pub trait Accounts: Send + Sync {
    /// A new reader with a first session.
    async fn create(&self, user: User, session: Session, token: RefreshToken) -> Result<(), StoreError>;

    /// A reader by id.
    async fn user(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// A session by id.
    async fn session(&self, id: SessionId) -> Result<Option<Session>, StoreError>;

    /// Uses up the token with hash `used` at `now` and stores the next one of its family, whose hash and expiry
    /// are given; the session lasts as long as that. A second use within `grace` of the first, before or after it by
    /// the clock, stores a sibling; of more than [`UNUSED_TOKENS`] unused ones the oldest are dropped.
    async fn rotate(
        &self,
        used: [u8; 32],
        next: [u8; 32],
        expires_at: Timestamp,
        now: Timestamp,
        grace: Duration,
    ) -> Result<Rotation, StoreError>;

    /// Ends a session.
    async fn revoke(&self, id: SessionId) -> Result<(), StoreError>;

    /// Forgets sessions and tokens that ended before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
