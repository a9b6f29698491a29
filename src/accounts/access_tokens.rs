//! Readers' access tokens: who shows them, and the sign-in that they descend from.

use super::tokens::{TokenError, Tokens};
use crate::domain::{SessionId, Tier, Timestamp, UserId};

/// The scope of readers' tokens; no operator's scope has this name.
const SCOPE: &str = "reader";

/// What a reader's token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderToken {
    /// Who.
    pub user: UserId,
    /// What they may do.
    pub tier: Tier,
    /// The sign-in that it descends from; whether that still holds is [`super::Accounts`]' to say.
    pub session: SessionId,
    /// When it ends.
    pub expires_at: Timestamp,
}

impl Tokens {
    /// A reader's access token, and when it ends.
    pub fn issue_access(
        &self,
        user: UserId,
        tier: &Tier,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(String, Timestamp), TokenError> {
        let expires_at = now.plus(self.access_ttl());
        let claims = self.claims(user.to_string(), Some((session, tier.clone())), SCOPE.to_owned(), now, expires_at);
        Ok((self.sign(&claims)?, expires_at))
    }

    /// Reads a reader's token.
    pub fn verify_reader(&self, token: &str, now: Timestamp) -> Result<ReaderToken, TokenError> {
        let claims = self.read(token, now)?;
        let (Some(session), Some(tier)) = (claims.sid, claims.tier) else { return Err(TokenError) };
        if claims.scope != SCOPE {
            return Err(TokenError);
        }
        let user = claims.sub.parse().map_err(|_| TokenError)?;
        Ok(ReaderToken { user, tier, session, expires_at: Timestamp::from_millis(claims.exp.saturating_mul(1000)) })
    }
}
