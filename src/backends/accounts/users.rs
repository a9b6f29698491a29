//! Readers by id.

use async_trait::async_trait;

use super::{QueuedMail, RefreshToken, Session};
use crate::backends::error::StoreError;
use crate::domain::{BusEvent, Timestamp, User, UserId};

/// A reader who begins.
#[derive(Clone, Debug)]
pub struct NewUser {
    pub user: User,
    pub session: Session,
    /// The session's first token.
    pub token: RefreshToken,
    /// What the outbox carries of it. A guest is told to nobody.
    pub fact: Option<BusEvent>,
    /// What they are told of it.
    pub mail: Option<QueuedMail>,
}

/// The readers that there are, guests among them.
#[async_trait]
pub trait Users: Send + Sync {
    /// A new reader, their first session, the fact of it and the mail about it, as one step. A repeat changes nothing.
    async fn create(&self, new: NewUser) -> Result<(), StoreError>;

    /// A reader by id.
    async fn find(&self, id: UserId) -> Result<Option<User>, StoreError>;

    /// Guests who neither began nor renewed a session since `before`, and have none that holds at `now`: nobody can
    /// come back as one of them. Longest absent first.
    async fn absent_guests(&self, before: Timestamp, now: Timestamp, limit: usize) -> Result<Vec<UserId>, StoreError>;

    /// Removes a reader and all that is theirs here, as one step.
    async fn remove(&self, id: UserId) -> Result<(), StoreError>;
}
