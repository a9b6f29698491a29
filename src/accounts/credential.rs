//! What somebody shows to be let in, and who they turn out to be.

use crate::domain::{SessionId, Timestamp, User};

/// What a reader showed. Whoever asks what a caller may do matches it, so that a new kind is decided on everywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Credential {
    /// An access token of a sign-in, which reaches all that is the reader's.
    Session {
        /// Whose end ends what was opened with the token.
        id: SessionId,
        /// When the token ends.
        expires_at: Timestamp,
    },
}

/// A reader who was let in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reader {
    /// Who, with the plan that the store knows: a token says nothing of it.
    pub user: User,
    pub credential: Credential,
}
