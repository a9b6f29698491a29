//! Links that come by mail: to show that an address is one's own, and to choose a new password. Each works once, on
//! whatever device.

use std::sync::Arc;
use std::time::Duration;

use super::error::MembershipError;
use super::handle::{Membership, Parts};
use super::pace;
use super::visitor::Visitor;
use crate::accounts::email::Email;
use crate::accounts::one_time_tokens::OneTimeTokens;
use crate::accounts::password::Password;
use crate::accounts::password_hasher::Owner;
use crate::backends::accounts::{Attempt, AttemptOn, IssueLimit, Issued, TokenPurpose};
use crate::domain::{Confidential, SessionId, Timestamp, UserId};

/// Mails of one purpose to one reader.
const MAILS: IssueLimit = IssueLimit { most: 5, within: Duration::from_hours(1) };

impl Membership {
    /// The address is its reader's, as this token of a mail says.
    pub async fn verify(&self, token: &str, now: Timestamp) -> Result<UserId, MembershipError> {
        self.0
            .accounts
            .one_time_tokens
            .verify(OneTimeTokens::hash(token), now)
            .await?
            .ok_or(MembershipError::InvalidLink)
    }

    /// Sends the mail of the verification again.
    pub async fn resend(&self, user: UserId, visitor: &Visitor, now: Timestamp) -> Result<(), MembershipError> {
        let member = self.0.accounts.members.find(user).await?.ok_or(MembershipError::NotRegistered)?;
        if member.verified_at.is_some() {
            return Err(MembershipError::AlreadyVerified);
        }
        match self.0.send(user, TokenPurpose::Verify, &visitor.language, now).await? {
            Issued::Done => Ok(()),
            Issued::TooMany(oldest) => {
                Err(MembershipError::TooManyMails(MAILS.within.saturating_sub(now.since(oldest))))
            }
        }
    }

    /// Sends a link to a new password, if there is an account with this address and not too many were sent. Whoever
    /// asks learns nothing of that, by the clock neither: the mail is looked after when they have their answer.
    pub async fn forgot(&self, email: &Confidential, visitor: &Visitor, now: Timestamp) -> Result<(), MembershipError> {
        let key = Email::key_of(email.expose());
        let on = vec![(AttemptOn::Mails(key.clone()), pace::MAILS)];
        if self.0.accounts.attempts.begin(on, now).await? == Attempt::Begun {
            tokio::spawn(Arc::clone(&self.0).answer_by_mail(key, visitor.language.clone(), now));
        }
        Ok(())
    }

    /// Takes a new password from whoever has the token of a mail; the sessions that have ended by it, and what makes
    /// their device a known one: nobody's guesses keep them from signing in with it.
    pub async fn reset(
        &self,
        token: &str,
        password: Password,
        now: Timestamp,
    ) -> Result<(Vec<SessionId>, String), MembershipError> {
        let parts = &*self.0;
        password.check_length().map_err(|weak| MembershipError::weak("password", weak))?;
        let hash = OneTimeTokens::hash(token);
        let tokens = &parts.accounts.one_time_tokens;
        let holder = tokens.holder(hash, TokenPurpose::Reset, now).await?.ok_or(MembershipError::InvalidLink)?;
        let member = parts.accounts.members.find(holder).await?.ok_or(MembershipError::InvalidLink)?;
        let cleared = vec![AttemptOn::Account(Email::key_of(member.email.expose()))];
        let owner = Owner { email: member.email, name: member.display_name };
        let hashed = parts.passwords.hash(parts.place()?, password, owner).await?;
        let password = hashed.map_err(|weak| MembershipError::weak("password", weak))?;
        let reset = tokens.reset(hash, password, cleared, now).await?.ok_or(MembershipError::InvalidLink)?;
        parts.authenticator.ended(&reset.ended, now);
        Ok((reset.ended, parts.devices.issue(reset.user)))
    }
}

impl Parts {
    async fn send(
        &self,
        user: UserId,
        purpose: TokenPurpose,
        language: &str,
        now: Timestamp,
    ) -> Result<Issued, MembershipError> {
        let (token, mail) = self.token(user, purpose, language, now);
        Ok(self.accounts.one_time_tokens.issue(token, mail, MAILS).await?)
    }

    async fn answer_by_mail(self: Arc<Self>, key: Confidential, language: String, now: Timestamp) {
        let sent = async {
            let Some(member) = self.accounts.members.by_email(key).await? else {
                // as much is written as where there is one
                return Ok(self.accounts.sign_ins.fail(None).await?);
            };
            self.send(member.user.id, TokenPurpose::Reset, &language, now).await.map(drop)
        };
        if let Err(error) = sent.await {
            let error: MembershipError = error;
            tracing::warn!(%error, "a link to a new password was not queued; its reader has to ask again");
        }
    }
}
