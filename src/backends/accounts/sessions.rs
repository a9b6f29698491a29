//! Sessions: each is a family of refresh tokens.

use async_trait::async_trait;

use crate::backends::error::StoreError;
use crate::domain::{SessionId, Timestamp, User, UserId};

/// Everything that descends from one sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Names the family; access tokens carry it.
    pub id: SessionId,
    pub user: UserId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it ends by itself: with the token that lasts longest.
    pub expires_at: Timestamp,
    /// Whether it was ended before that.
    pub revoked: bool,
}

/// Who is signed in.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// A session and whose it is, with the plan that they have now; `None` when either is gone.
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError>;

    /// Ends a session: none of its tokens works any more.
    async fn revoke(&self, id: SessionId) -> Result<(), StoreError>;

    /// Forgets sessions that would have ended by themselves before `before`. A revoked one is kept until then, so that
    /// its tokens stay known as ended.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
