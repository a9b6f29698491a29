//! What the rules for members work with.

use std::sync::Arc;

use super::error::MembershipError;
use crate::accounts::Authenticator;
use crate::accounts::known_devices::DeviceTokens;
use crate::accounts::one_time_tokens::OneTimeTokens;
use crate::accounts::password_hasher::PasswordHasher;
use crate::backends::accounts::{
    Accounts, Client, Login, LoginOutcome, MailKind, NewSession, OneTimeToken, QueuedMail, TokenPurpose,
};
use crate::backends::keys::KeyRing;
use crate::backends::low_priority::Place;
use crate::domain::{BusEvent, EventId, MailId, NodeId, OneTimeTokenId, SessionId, Timestamp, UserId};

/// Signs readers up and in, and shows them what is theirs. Cheap to clone.
#[derive(Clone)]
pub struct Membership(pub(super) Arc<Parts>);

pub(super) struct Parts {
    pub(super) accounts: Accounts,
    pub(super) authenticator: Authenticator,
    pub(super) passwords: PasswordHasher,
    tokens: OneTimeTokens,
    pub(super) devices: DeviceTokens,
    /// Where facts come from.
    node: NodeId,
}

impl Membership {
    /// For readers in `accounts`, on a node.
    #[must_use]
    pub fn new(
        accounts: Accounts,
        authenticator: Authenticator,
        passwords: PasswordHasher,
        keys: &KeyRing,
        node: NodeId,
    ) -> Self {
        let (tokens, devices) = (OneTimeTokens::new(keys), DeviceTokens::new(keys));
        Self(Arc::new(Parts { accounts, authenticator, passwords, tokens, devices, node }))
    }
}

impl Parts {
    /// A place among the passwords that are hashed.
    pub(super) fn place(&self) -> Result<Place, MembershipError> {
        self.passwords.place().ok_or(MembershipError::Busy)
    }

    /// A token of a reader's, and the mail with it.
    pub(super) fn token(
        &self,
        user: UserId,
        purpose: TokenPurpose,
        language: &str,
        now: Timestamp,
    ) -> (OneTimeToken, QueuedMail) {
        let id = OneTimeTokenId::new();
        let kind = match purpose {
            TokenPurpose::Verify => MailKind::Verify { token: id },
            TokenPurpose::Reset => MailKind::Reset { token: id },
        };
        let expires_at = now.plus(kind.lifetime());
        let token = OneTimeToken {
            id,
            hash: OneTimeTokens::hash(&self.tokens.text(id, purpose)),
            user,
            purpose,
            made_at: now,
            expires_at,
        };
        (token, mail(user, kind, language, now))
    }

    /// A session that begins by a sign-in, and its refresh token as it is shown.
    pub(super) fn session(&self, user: UserId, client: Client, now: Timestamp) -> (NewSession, String) {
        let (session, token, shown) = self.authenticator.begin_session(user, now);
        (NewSession { session, token, client }, shown)
    }

    /// A fact about a reader: ids and settled words alone.
    pub(super) fn fact(&self, kind: &str, user: UserId, at: Timestamp, data: serde_json::Value) -> BusEvent {
        let kind = kind.to_owned();
        BusEvent { event_id: EventId::new(), kind, at, user_id: Some(user), story_id: None, node: self.node, data }
    }

    /// A sign-in, or an attempt at one, and the fact of it.
    pub(super) fn login(
        &self,
        user: UserId,
        outcome: LoginOutcome,
        session: Option<SessionId>,
        client: Client,
        at: Timestamp,
    ) -> (Login, BusEvent) {
        let data = serde_json::json!({ "outcome": outcome.as_str(), "device": client.device });
        let fact = self.fact("user.login", user, at, data);
        (Login { id: fact.event_id, user, at, outcome, session, client }, fact)
    }
}

/// A mail about something that happens now.
pub(super) fn mail(user: UserId, kind: MailKind, language: &str, at: Timestamp) -> QueuedMail {
    QueuedMail { id: MailId::new(), user, kind, language: language.to_owned(), at }
}
