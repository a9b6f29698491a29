//! Signing in, as it is written down: for the account's owner, for operators by facts, and as a session.

use async_trait::async_trait;

use super::{AttemptOn, Client, QueuedMail, RefreshToken, Session};
use crate::backends::error::StoreError;
use crate::domain::{BusEvent, EventId, SessionId, Timestamp, UserId};

/// Sign-ins of one reader that are kept; of more, the oldest go.
pub const LOGINS_KEPT: usize = 200;

/// A session that begins by a sign-in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewSession {
    pub session: Session,
    pub token: RefreshToken,
    pub client: Client,
}

/// How somebody came in, or why they did not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, strum::EnumString)]
#[strum(serialize_all = "snake_case")]
pub enum LoginOutcome {
    /// They signed up, which signs in.
    Registered,
    /// They knew the password.
    Succeeded,
    /// They did not know it.
    WrongPassword,
}

impl LoginOutcome {
    /// Its name in the store, in facts and in the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.into()
    }
}

/// A sign-in, or an attempt at one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Login {
    /// The id of its fact, too.
    pub id: EventId,
    pub user: UserId,
    pub at: Timestamp,
    pub outcome: LoginOutcome,
    /// The session that it began, where it began one.
    pub session: Option<SessionId>,
    /// From where, and with what.
    pub client: Client,
}

/// Somebody who knew the password.
#[derive(Clone, Debug)]
pub struct SignIn {
    pub login: Login,
    pub session: NewSession,
    /// The hash that the password was checked by (a PHC string): another one means that it was changed meanwhile.
    pub checked: String,
    /// A hash by today's rules, where that one was made by others.
    pub rehashed: Option<String>,
    /// Attempts that count no more.
    pub cleared: Vec<AttemptOn>,
    /// Attempts of which this one counts no more.
    pub given_back: Vec<AttemptOn>,
    pub fact: BusEvent,
    /// What the owner is told of it.
    pub mail: Option<QueuedMail>,
}

/// Sign-ins, and the sessions that begin by them.
#[async_trait]
pub trait SignIns: Send + Sync {
    /// Begins a session and writes down by what, as one step. A session that is stored already says that this is a
    /// repeat. `false`: the reader is gone, or has another password than the one that was checked.
    async fn succeed(&self, sign_in: SignIn) -> Result<bool, StoreError>;

    /// Writes down that somebody did not get in, where there was an account; it costs the same where there is none.
    /// The fact of it leaves once a minute for each account.
    async fn fail(&self, login: Option<(Login, BusEvent)>) -> Result<(), StoreError>;

    /// A reader's sign-ins and attempts at them, newest first, those before `before` (`None`: from the newest).
    async fn list(&self, user: UserId, before: Option<EventId>, limit: usize) -> Result<Vec<Login>, StoreError>;

    /// Forgets those that happened before `before`.
    async fn forget(&self, before: Timestamp) -> Result<(), StoreError>;
}
