//! Readers: who they are, their sessions, and the facts about them that leave. [`sqlite`] is the embedded engine.
//!
//! What belongs to one reader is one step: a reader and their first session, a token that is used up and the next one,
//! and the fact of it in the outbox. Every write may be repeated. The rules are in [`crate::accounts`].

mod refresh_tokens;
mod sessions;
pub mod sqlite;
mod users;

use std::sync::Arc;

use serde::Deserialize;

use super::health::Health;
use super::outbox::Outbox;

pub use refresh_tokens::{Exchange, RefreshToken, RefreshTokens, Rotation, UNUSED_TOKENS};
pub use sessions::{Session, Sessions};
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
    /// Facts on their way to the bus.
    pub outbox: Arc<dyn Outbox>,
    /// Whether the engine answers.
    pub health: Arc<dyn Health>,
}
