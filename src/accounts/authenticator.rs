//! Signing in, staying in, leaving. A session is a family of refresh tokens; each works once, and one that is shown
//! again too late means that somebody copied it: then the whole family ends.

use std::sync::Arc;
use std::time::Duration;

use super::credential::{Credential, Reader};
use super::operator_tokens::OperatorToken;
use super::session_cache::{SessionCache, Standing};
use super::tokens::Tokens;
use super::verified::Verified;
use crate::backends::accounts::{Accounts, Exchange, NewUser, RefreshToken, Rotation, Session};
use crate::backends::error::StoreError;
use crate::domain::{SessionId, Tier, Timestamp, User, UserId};

/// A second use of a refresh token within this time is a lost answer or a second tab, not a thief.
const ROTATION_GRACE: Duration = Duration::from_secs(10);

/// Why nobody was let in.
#[derive(Debug, thiserror::Error)]
pub enum AccountsError {
    /// The token is not ours, has expired, or its session has ended.
    #[error("the token is not valid")]
    Invalid,
    /// The refresh token was used before: its session is over, and so are the streams it opened.
    #[error("the refresh token was used before")]
    Reused(SessionId),
    /// The refresh token was shown so often at once that it gives no more siblings. Those that it gave are good; shown
    /// again when the grace is over, it counts as copied.
    #[error("the refresh token was shown too often")]
    Crowded(SessionId),
    /// Readers need an account here.
    #[error("guests are not admitted")]
    GuestsOff,
    /// The store could not say.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A token could not be signed.
    #[error("cannot make a token")]
    Unmade,
}

/// What somebody who was let in gets.
#[derive(Clone, Debug)]
pub struct SessionGrant {
    pub user: User,
    pub session: SessionId,
    /// For `Authorization`.
    pub access_token: String,
    /// How long the access token holds.
    pub access_ttl: Duration,
    /// Works once.
    pub refresh_token: String,
    /// How long the refresh token holds.
    pub refresh_ttl: Duration,
}

/// Lets readers and operators in. Cheap to clone.
#[derive(Clone)]
pub struct Authenticator {
    accounts: Accounts,
    tokens: Tokens,
    verified: Arc<Verified>,
    sessions: Arc<SessionCache>,
    refresh_ttl: Duration,
    guests: bool,
}

impl Authenticator {
    /// For readers in `accounts`; `guests` says whether one may begin without signing up.
    #[must_use]
    pub fn new(accounts: Accounts, tokens: Tokens, refresh_ttl: Duration, guests: bool) -> Self {
        let sessions = Arc::new(SessionCache::new(tokens.longest()));
        Self { accounts, tokens, verified: Arc::default(), sessions, refresh_ttl, guests }
    }

    /// The public keys of our tokens.
    #[must_use]
    pub fn tokens(&self) -> &Tokens {
        &self.tokens
    }

    /// A reader by id.
    pub async fn user(&self, id: UserId) -> Result<Option<User>, AccountsError> {
        Ok(self.accounts.users.find(id).await?)
    }

    /// Makes a guest with a first session.
    pub async fn guest(&self, now: Timestamp) -> Result<SessionGrant, AccountsError> {
        if !self.guests {
            return Err(AccountsError::GuestsOff);
        }
        let user = User { id: UserId::new(), tier: Tier::guest(), created_at: now };
        let (session, token, refresh) = self.begin_session(user.id, now);
        let id = session.id;
        self.accounts.users.create(NewUser { user: user.clone(), session, token, fact: None, mail: None }).await?;
        self.admit(user, id, refresh, now)
    }

    /// A new session of a reader's, its first refresh token as it is stored, and as it is shown.
    pub(super) fn begin_session(&self, user: UserId, now: Timestamp) -> (Session, RefreshToken, String) {
        let expires_at = now.plus(self.refresh_ttl);
        let session = Session { id: SessionId::new(), user, created_at: now, expires_at, revoked: false };
        let (shown, hash) = self.tokens.issue_refresh(session.id, expires_at);
        let token = RefreshToken { hash, session: session.id, made_at: now, expires_at };
        (session, token, shown)
    }

    /// These sessions have ended in the store: here too, from now on.
    pub(super) fn ended(&self, sessions: &[SessionId], now: Timestamp) {
        for session in sessions {
            self.sessions.ended(*session, now);
        }
    }

    /// Uses up a refresh token for the next pair.
    pub async fn refresh(&self, token: &str, now: Timestamp) -> Result<SessionGrant, AccountsError> {
        let shown = self.tokens.read_refresh(token, now).map_err(|_| AccountsError::Invalid)?;
        let expires_at = now.plus(self.refresh_ttl);
        let (refresh, next) = self.tokens.issue_refresh(shown.session, expires_at);
        let (session, used, grace) = (shown.session, shown.hash, ROTATION_GRACE);
        let exchange = Exchange { session, used, next, expires_at, now, grace };
        match self.accounts.refresh_tokens.rotate(exchange).await? {
            Rotation::Rotated(session) => {
                let user = self.accounts.users.find(session.user).await?.ok_or(AccountsError::Invalid)?;
                self.admit(user, session.id, refresh, now)
            }
            Rotation::Reused(session) => {
                tracing::warn!(session.id = %session, "a refresh token was used twice; its session has ended");
                self.sessions.ended(session, now);
                Err(AccountsError::Reused(session))
            }
            Rotation::Crowded => Err(AccountsError::Crowded(session)),
            Rotation::Invalid => Err(AccountsError::Invalid),
        }
    }

    /// Ends a session: its access tokens stop working now, its refresh tokens for good.
    pub async fn logout(&self, session: SessionId, now: Timestamp) -> Result<(), AccountsError> {
        self.accounts.sessions.revoke(session).await?;
        self.sessions.ended(session, now);
        Ok(())
    }

    /// Ends the session of a refresh token, for a caller whose access token has expired. Uses the token up.
    pub async fn logout_with(&self, refresh_token: &str, now: Timestamp) -> Result<SessionId, AccountsError> {
        let session = match self.refresh(refresh_token, now).await {
            Ok(grant) => grant.session,
            Err(AccountsError::Crowded(session)) => session,
            Err(error) => return Err(error),
        };
        self.logout(session, now).await?;
        Ok(session)
    }

    /// The session of an access token that was signed here and has not expired; `None` too where the session is known
    /// to have ended. The store is not asked, so it may have ended all the same.
    #[must_use]
    pub fn opened_by(&self, token: &str, now: Timestamp) -> Option<SessionId> {
        let session = self.verified.read(&self.tokens, token, now).ok()?.session;
        (!self.sessions.has_ended(session)).then_some(session)
    }

    /// The session of a refresh token that was made here and has not ended, as [`Authenticator::opened_by`]: the store
    /// is not asked, so the token may have been used.
    #[must_use]
    pub fn renewed_by(&self, refresh_token: &str, now: Timestamp) -> Option<SessionId> {
        let session = self.tokens.read_refresh(refresh_token, now).ok()?.session;
        (!self.sessions.has_ended(session)).then_some(session)
    }

    /// Who shows this access token, if its session still holds.
    pub async fn authenticate(&self, token: &str, now: Timestamp) -> Result<Reader, AccountsError> {
        let token = self.verified.read(&self.tokens, token, now).map_err(|_| AccountsError::Invalid)?;
        let user = self.check(token.user, token.session, now).await?;
        Ok(Reader { user, credential: Credential::Session { id: token.session, expires_at: token.expires_at } })
    }

    /// The reader of a session that still holds, with the plan that they have now.
    pub async fn check(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<User, AccountsError> {
        let standing = match self.sessions.known(session, now) {
            Some(known) => known,
            None => self.ask(session, now).await?,
        };
        match standing {
            Standing::Holds(reader) if reader.id == user => Ok(reader),
            Standing::Holds(_) | Standing::Ended => Err(AccountsError::Invalid),
        }
    }

    /// Which operator shows this token.
    pub fn authenticate_operator(&self, token: &str, now: Timestamp) -> Result<OperatorToken, AccountsError> {
        self.tokens.verify_operator(token, now).map_err(|_| AccountsError::Invalid)
    }

    async fn ask(&self, id: SessionId, now: Timestamp) -> Result<Standing, AccountsError> {
        match self.accounts.sessions.find(id).await? {
            Some((session, reader)) if !session.revoked => {
                // One that has ended by the clock alone is not noted: clocks are set back.
                if session.expires_at <= now {
                    return Ok(Standing::Ended);
                }
                self.sessions.holds(id, reader.clone(), now);
                // A sign-out may have happened while the store was asked.
                Ok(self.sessions.known(id, now).unwrap_or(Standing::Holds(reader)))
            }
            Some(_) | None => {
                self.sessions.ended(id, now);
                Ok(Standing::Ended)
            }
        }
    }

    pub(super) fn admit(
        &self,
        user: User,
        session: SessionId,
        refresh_token: String,
        now: Timestamp,
    ) -> Result<SessionGrant, AccountsError> {
        let (access_token, _) = self.tokens.issue_access(user.id, session, now).map_err(|_| AccountsError::Unmade)?;
        let access_ttl = self.tokens.access_ttl();
        Ok(SessionGrant { user, session, access_token, access_ttl, refresh_token, refresh_ttl: self.refresh_ttl })
    }
}
