//! Refresh tokens: each works once. Only their hashes are stored, and those of used ones no longer than a repeat may
//! come: a token names its session itself, under our seal, so one without a row is one that was used.

use std::time::Duration;

use async_trait::async_trait;

use super::Session;
use crate::backends::error::StoreError;
use crate::domain::{SessionId, Timestamp};

/// Refresh tokens of one session that work at the same time, at most: more tabs than anybody has lost an answer in, and
/// an end for siblings of siblings.
pub const UNUSED_TOKENS: usize = 16;

/// A refresh token, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefreshToken {
    /// SHA-256 of the token.
    pub hash: [u8; 32],
    pub session: SessionId,
    /// When it was handed out.
    pub made_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// A token that was shown, and the one that takes its place.
#[derive(Clone, Debug)]
pub struct Exchange {
    /// The family of the token that was shown. The token says so, and whoever asks has seen that we made it.
    pub session: SessionId,
    /// SHA-256 of the token that was shown.
    pub used: [u8; 32],
    /// SHA-256 of the next one of its family.
    pub next: [u8; 32],
    /// When the next one stops working. The session lasts at least as long.
    pub expires_at: Timestamp,
    /// When it was shown.
    pub now: Timestamp,
    /// How far from its first use a token may be shown again.
    pub grace: Duration,
}

impl Exchange {
    /// Whether it comes within the grace of the first use, to either side: a clock that was set back makes no used
    /// token work for long.
    #[must_use]
    pub fn is_near(&self, first_use: Timestamp) -> bool {
        self.now.since(first_use).max(first_use.since(self.now)) <= self.grace
    }
}

/// What became of a refresh token that was shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rotation {
    /// Its first use, or a repeat within the grace: the new token is stored.
    Rotated(Session),
    /// It was used before, too long ago, or has made room for younger ones: its whole family is revoked now.
    Reused(SessionId),
    /// It was shown so often within the grace that there is no room for another sibling. Nothing was changed.
    Crowded,
    /// Expired, or of a family that has ended.
    Invalid,
}

/// How readers stay signed in.
#[async_trait]
pub trait RefreshTokens: Send + Sync {
    /// Uses up a token and stores the next one of its family, as one step. A second use within the grace of the first
    /// stores a sibling. Of a family's [`UNUSED_TOKENS`] the oldest make room for it, but none that was handed out
    /// within the grace: its answer may be on its way still.
    async fn rotate(&self, exchange: Exchange) -> Result<Rotation, StoreError>;

    /// Forgets tokens that stopped working before `expired_before`, and those that were used before `used_before`,
    /// which is longer ago than any grace.
    async fn forget(&self, expired_before: Timestamp, used_before: Timestamp) -> Result<(), StoreError>;
}
