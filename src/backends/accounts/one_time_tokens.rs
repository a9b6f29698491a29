//! Tokens that are sent by mail and work once. Only their hashes are stored.

use std::time::Duration;

use async_trait::async_trait;

use super::{AttemptOn, QueuedMail};
use crate::backends::error::StoreError;
use crate::domain::{OneTimeTokenId, SessionId, Timestamp, UserId};

/// What a token is good for, and nothing else.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum TokenPurpose {
    /// To show that an address is one's own.
    Verify,
    /// To choose a new password.
    Reset,
}

impl TokenPurpose {
    /// Its name in the store, and in what is signed for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A token, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OneTimeToken {
    /// From this and a key of the cluster's its text is made when the mail is written.
    pub id: OneTimeTokenId,
    /// SHA-256 of its text.
    pub hash: [u8; 32],
    pub user: UserId,
    pub purpose: TokenPurpose,
    pub made_at: Timestamp,
    /// When it stops working.
    pub expires_at: Timestamp,
}

/// How many tokens of a purpose one reader may be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct IssueLimit {
    pub most: u32,
    /// The time in which there may be so many.
    pub within: Duration,
}

/// What became of a token that was to be sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Issued {
    Done,
    /// As many as may be were sent since then.
    TooMany(Timestamp),
}

/// A password that was reset.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasswordReset {
    pub user: UserId,
    /// All sessions that they had, which have ended.
    pub ended: Vec<SessionId>,
}

/// Tokens that work once.
#[async_trait]
pub trait OneTimeTokens: Send + Sync {
    /// Stores a token and queues the mail with it, as one step, unless its reader was sent too many of its purpose. A
    /// repeat changes nothing.
    async fn issue(&self, token: OneTimeToken, mail: QueuedMail, limit: IssueLimit) -> Result<Issued, StoreError>;

    /// Whose token it is, while it works.
    async fn holder(&self, hash: [u8; 32], purpose: TokenPurpose, now: Timestamp)
    -> Result<Option<UserId>, StoreError>;

    /// Uses a token up and notes that its reader's address is theirs, as one step. `None`: it does not work.
    async fn verify(&self, hash: [u8; 32], now: Timestamp) -> Result<Option<UserId>, StoreError>;

    /// Uses a token up, with all others of its purpose, takes another password (a PHC string), notes that the address
    /// is theirs, ends all sessions of its reader, and forgets attempts, as one step. `None`: it does not work.
    async fn reset(
        &self,
        hash: [u8; 32],
        password: String,
        cleared: Vec<AttemptOn>,
        now: Timestamp,
    ) -> Result<Option<PasswordReset>, StoreError>;

    /// Forgets tokens that stopped working before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
