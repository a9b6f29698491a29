//! Sessions: each is a family of refresh tokens.

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use crate::backends::error::StoreError;
use crate::domain::{Confidential, Device, SessionId, Timestamp, User, UserId};

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

/// From where somebody signs in, and with what. Engines keep it sealed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Client {
    pub device: Device,
    /// The network of their address: a /24 or a /48.
    pub network: Confidential,
}

/// A session in the list of its reader's.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    pub id: SessionId,
    /// When it was made.
    pub created_at: Timestamp,
    /// When it was renewed last, or made.
    pub renewed_at: Timestamp,
    /// From where it began, and with what; `None` for a guest's.
    pub client: Option<Client>,
}

/// Who is signed in.
#[async_trait]
pub trait Sessions: Send + Sync {
    /// A session and whose it is, with the plan that they have now; `None` when either is gone.
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError>;

    /// Ends a session: none of its tokens works any more.
    async fn revoke(&self, id: SessionId) -> Result<(), StoreError>;

    /// A reader's sessions that hold at `now`, newest first. One whose client can't be read is passed over.
    async fn list(&self, user: UserId, now: Timestamp, limit: usize) -> Result<Vec<OpenSession>, StoreError>;

    /// Ends a session of this reader. `false`: they have no such session, or it has ended before.
    async fn end(&self, user: UserId, id: SessionId, now: Timestamp) -> Result<bool, StoreError>;

    /// Forgets sessions that would have ended by themselves before `before`. A revoked one is kept until then, so that
    /// its tokens stay known as ended.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
