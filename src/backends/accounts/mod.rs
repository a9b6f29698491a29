//! Readers: who they are, their sessions, the facts about them that leave, and the mails that they get. [`sqlite`] is
//! the embedded engine, [`vault`] seals what any engine keeps of a person.
//!
//! What belongs to one reader is one step: a reader and their first session, a token that is used up and the next one,
//! the fact of it in the outbox, and the mail about it. Every write may be repeated. The rules are in
//! [`crate::accounts`].

mod attempts;
mod mails;
mod members;
mod one_time_tokens;
mod preferences;
mod refresh_tokens;
mod sessions;
mod sign_ins;
pub mod sqlite;
mod users;
pub mod vault;

use std::sync::Arc;

use serde::Deserialize;

use super::health::Health;
use super::outbox::Outbox;

pub use attempts::{Attempt, AttemptOn, Attempts, Pace};
pub use mails::{AttemptEnd, DueMail, MailBacklog, MailKind, MailQueue, OPEN_ATTEMPTS, Price, QueuedMail, Recipient};
pub use members::{Member, Members, PasswordChange, Registered, Registration};
pub use one_time_tokens::{IssueLimit, Issued, OneTimeToken, OneTimeTokens, PasswordReset, TokenPurpose};
pub use preferences::{Preferences, WishPreferences};
pub use refresh_tokens::{Exchange, RefreshToken, RefreshTokens, Rotation, UNUSED_TOKENS};
pub use sessions::{Client, OpenSession, Session, Sessions};
pub use sign_ins::{LOGINS_KEPT, Login, LoginOutcome, NewSession, SignIn, SignIns};
pub use users::{NewUser, Users};

/// The engines that keep readers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A database file in the data directory.
    Sqlite,
}

/// The readers' side of what is durable, as its parts: each handle is cheap to clone and safe to share.
#[derive(Clone)]
pub struct Accounts {
    pub users: Arc<dyn Users>,
    /// Who is signed in.
    pub sessions: Arc<dyn Sessions>,
    /// How they stay signed in.
    pub refresh_tokens: Arc<dyn RefreshTokens>,
    /// Who has signed up.
    pub members: Arc<dyn Members>,
    /// How they come in.
    pub sign_ins: Arc<dyn SignIns>,
    /// How often secrets were guessed at.
    pub attempts: Arc<dyn Attempts>,
    /// What is sent by mail and works once.
    pub one_time_tokens: Arc<dyn OneTimeTokens>,
    /// What wishes get that say nothing.
    pub preferences: Arc<dyn Preferences>,
    /// What they are to be told by mail.
    pub mails: Arc<dyn MailQueue>,
    /// Facts on their way to the bus.
    pub outbox: Arc<dyn Outbox>,
    /// Whether the engine answers.
    pub health: Arc<dyn Health>,
}
