//! Readers who signed up: by what they sign in, and what they say of themselves. Engines keep that sealed, and find an
//! address by its keyed hash.

use async_trait::async_trait;

use super::{Login, NewSession, OneTimeToken, QueuedMail};
use crate::backends::error::StoreError;
use crate::domain::{BusEvent, Confidential, SessionId, Timestamp, User, UserId};

/// A reader who signed up, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Member {
    pub user: User,
    /// Where mails reach them.
    pub email: Confidential,
    /// How they are called.
    pub display_name: Confidential,
    /// The hash of their password, as a PHC string.
    pub password: String,
    /// When they showed that the address is theirs.
    pub verified_at: Option<Timestamp>,
}

/// A reader who signs up: a new one, or a guest who keeps their id and with it their stories.
#[derive(Clone, Debug)]
pub struct Registration {
    pub member: Member,
    /// The address as all its spellings are spelt: of these there is one.
    pub email_key: Confidential,
    /// Whether they are a guest until now; all sessions of that guest end.
    pub was_guest: bool,
    /// Their first session. One that is stored already says that this is a repeat.
    pub session: NewSession,
    /// By what that session began.
    pub login: Login,
    /// What they show that the address is theirs with.
    pub verification: OneTimeToken,
    /// The mail with that token.
    pub mail: QueuedMail,
    /// What the outbox carries of it.
    pub fact: BusEvent,
}

/// What became of a registration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Registered {
    /// They have an account now; these sessions of the guest that they were have ended.
    Done(Vec<SessionId>),
    /// Somebody has an account with this address.
    EmailTaken,
    /// They are no guest any more, or are gone.
    NotAGuest,
}

/// A password that takes another's place.
#[derive(Clone, Debug)]
pub struct PasswordChange {
    pub user: UserId,
    /// The hash that the current password was checked against.
    pub checked: String,
    /// The hash of the new one, as a PHC string.
    pub password: String,
    /// The session that goes on; all others end.
    pub keep: SessionId,
}

/// The readers who signed up. Of each address there is one, however many come at once.
#[async_trait]
pub trait Members: Send + Sync {
    /// Makes an account, with its first session, the token of its verification, the mail with it and the fact of
    /// it, as one step. A refused one wrote nothing.
    async fn register(&self, registration: Registration) -> Result<Registered, StoreError>;

    /// A member by id.
    async fn find(&self, user: UserId) -> Result<Option<Member>, StoreError>;

    /// A member by address, spelt as in [`Registration::email_key`].
    async fn by_email(&self, email_key: Confidential) -> Result<Option<Member>, StoreError>;

    /// Calls a member something else. `false`: there is no such member.
    async fn rename(&self, user: UserId, display_name: Confidential) -> Result<bool, StoreError>;

    /// Takes another password, and ends all sessions but one and the links to a new password, as one step; the sessions
    /// that have ended. `None`: the password is another one than was checked, or the session has ended.
    async fn change_password(&self, change: PasswordChange) -> Result<Option<Vec<SessionId>>, StoreError>;
}
