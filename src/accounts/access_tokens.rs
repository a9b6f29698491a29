//! Readers' access tokens: who shows them, and the sign-in that they descend from.

use super::tokens::{TokenError, Tokens};
use crate::domain::{SessionId, Timestamp, UserId};

/// The scope of readers' tokens; no operator's scope has this name.
const SCOPE: &str = "reader";

/// What a reader's token says. Not their plan, which may change while it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderToken {
    pub user: UserId,
    /// The sign-in that it descends from; whether that still holds is [`super::Authenticator`]'s to say.
    pub session: SessionId,
    pub expires_at: Timestamp,
}

impl Tokens {
    /// A reader's access token, and when it ends.
    pub fn issue_access(
        &self,
        user: UserId,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(String, Timestamp), TokenError> {
        let expires_at = now.plus(self.access_ttl());
        let claims = self.claims(user.to_string(), Some(session), SCOPE.to_owned(), now, expires_at);
        Ok((self.sign(&claims)?, expires_at))
    }

    /// Reads a reader's token.
    pub fn verify_reader(&self, token: &str, now: Timestamp) -> Result<ReaderToken, TokenError> {
        let claims = self.read(token, now)?;
        let session = claims.sid.ok_or(TokenError)?;
        if claims.scope != SCOPE {
            return Err(TokenError);
        }
        let user = claims.sub.parse().map_err(|_| TokenError)?;
        Ok(ReaderToken { user, session, expires_at: Timestamp::from_millis(claims.exp.saturating_mul(1000)) })
    }
}
