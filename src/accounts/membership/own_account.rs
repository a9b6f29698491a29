//! What is a member's own, for them to see and to change: name, password, sessions, sign-ins, preferences.

use super::error::MembershipError;
use super::handle::Membership;
use super::pace;
use crate::accounts::password::Password;
use crate::accounts::password_hasher::Owner;
use crate::backends::accounts::{Attempt, AttemptOn, Login, Member, OpenSession, PasswordChange, WishPreferences};
use crate::backends::error::StoreError;
use crate::domain::{Confidential, EventId, SessionId, Tier, Timestamp, User, UserId};
use crate::pipeline::field_error::{FieldCode, FieldError};
use crate::pipeline::request::display_name;

/// What a member is shown of what they said of themselves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemberDetails {
    pub email: Confidential,
    pub display_name: Confidential,
    /// Whether they have shown that the address is theirs.
    pub is_verified: bool,
}

impl Membership {
    /// What a reader has said of themselves; `None` for a guest.
    pub async fn details(&self, user: &User) -> Result<Option<MemberDetails>, MembershipError> {
        if user.tier == Tier::guest() {
            return Ok(None);
        }
        let member = self.0.accounts.members.find(user.id).await?;
        Ok(member.map(|Member { email, display_name, verified_at, .. }| MemberDetails {
            email,
            display_name,
            is_verified: verified_at.is_some(),
        }))
    }

    /// Calls a member something else.
    pub async fn rename(&self, user: UserId, name: &Confidential) -> Result<(), MembershipError> {
        let name = display_name(name.expose()).map_err(MembershipError::Invalid)?;
        let is_done = self.0.accounts.members.rename(user, Confidential::new(name)).await?;
        if is_done { Ok(()) } else { Err(MembershipError::NotRegistered) }
    }

    /// Takes another password from whoever knows the one that holds; the other sessions, which have ended by it.
    pub async fn change_password(
        &self,
        (user, session): (UserId, SessionId),
        current: Password,
        new: Password,
        now: Timestamp,
    ) -> Result<Vec<SessionId>, MembershipError> {
        let parts = &*self.0;
        new.check_length().map_err(|weak| MembershipError::weak("new", weak))?;
        let member = parts.accounts.members.find(user).await?.ok_or(MembershipError::NotRegistered)?;
        let place = parts.place()?;
        let on = vec![(AttemptOn::Device(*session.as_bytes()), pace::DEVICE)];
        if let Attempt::Wait(wait) = parts.accounts.attempts.begin(on, now).await? {
            return Err(MembershipError::TriedTooOften(wait));
        }
        let wrong =
            || MembershipError::field(FieldError::new("current", FieldCode::WrongPassword, "is not the password"));
        let checked = member.password;
        if !parts.passwords.check(place, current, Some(checked.clone())).await?.is_right {
            return Err(wrong());
        }
        let owner = Owner { email: member.email, name: member.display_name };
        let hashed = parts.passwords.hash(parts.place()?, new, owner).await?;
        let password = hashed.map_err(|weak| MembershipError::weak("new", weak))?;
        // a reset may have ended the session meanwhile, or taken another password
        let change = PasswordChange { user, checked, password, keep: session };
        let ended = parts.accounts.members.change_password(change).await?.ok_or_else(wrong)?;
        parts.authenticator.ended(&ended, now);
        Ok(ended)
    }

    /// A reader's open sessions, newest first.
    pub async fn sessions(&self, user: UserId, now: Timestamp, limit: usize) -> Result<Vec<OpenSession>, StoreError> {
        self.0.accounts.sessions.list(user, now, limit).await
    }

    /// Ends a session of a reader. `false`: they have none with this id.
    pub async fn end_session(&self, user: UserId, session: SessionId, now: Timestamp) -> Result<bool, StoreError> {
        let is_done = self.0.accounts.sessions.end(user, session, now).await?;
        if is_done {
            self.0.authenticator.ended(&[session], now);
        }
        Ok(is_done)
    }

    /// A reader's sign-ins and attempts at them, newest first.
    pub async fn logins(&self, user: UserId, before: Option<EventId>, limit: usize) -> Result<Vec<Login>, StoreError> {
        self.0.accounts.sign_ins.list(user, before, limit).await
    }

    /// What a reader's wishes get that say nothing.
    pub async fn preferences(&self, user: UserId) -> Result<WishPreferences, StoreError> {
        Ok(self.0.accounts.preferences.find(user).await?.unwrap_or_default())
    }

    /// Keeps what a reader's wishes are to get. `false`: there is no such reader any more.
    pub async fn prefer(&self, user: UserId, preferences: WishPreferences) -> Result<bool, StoreError> {
        self.0.accounts.preferences.put(user, preferences).await
    }
}
