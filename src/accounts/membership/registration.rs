//! Signing up. A guest who does keeps their id, and with it their stories; the guest's own sessions end, because
//! whoever had one would have the account now.

use super::error::{MembershipError, of_password};
use super::handle::Membership;
use super::visitor::Visitor;
use crate::accounts::SessionGrant;
use crate::accounts::email::Email;
use crate::accounts::password::Password;
use crate::accounts::password_hasher::Owner;
use crate::backends::accounts::{LoginOutcome, Member, Registered, Registration, TokenPurpose};
use crate::domain::{Confidential, SessionId, Tier, Timestamp, User, UserId};
use crate::pipeline::field_error::{FieldCode, FieldError};
use crate::pipeline::request::display_name;

/// What somebody signs up with, as they typed it.
#[derive(Clone, Debug)]
pub struct SignUp {
    pub email: Confidential,
    pub password: Password,
    pub display_name: Confidential,
}

/// Somebody who was let in by signing up or in.
#[derive(Clone, Debug)]
pub struct Admission {
    pub grant: SessionGrant,
    /// What says of their device that they were here, where it does not say so yet.
    pub device_token: Option<String>,
    /// Sessions that ended by it.
    pub ended: Vec<SessionId>,
}

/// What was typed, as it is kept.
struct Checked {
    email: Email,
    name: Confidential,
}

impl Membership {
    /// Makes an account, for the guest who calls or for somebody new, and signs them in.
    pub async fn register(
        &self,
        sign_up: SignUp,
        caller: Option<User>,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Admission, MembershipError> {
        let Checked { email, name } = check(&sign_up)?;
        if caller.as_ref().is_some_and(|caller| caller.tier != Tier::guest()) {
            return Err(MembershipError::AlreadyRegistered);
        }
        let place = self.0.place()?;
        // whether it stays free is decided when the account is made; this spares the hash
        if self.0.accounts.members.by_email(email.key.clone()).await?.is_some() {
            return Err(MembershipError::EmailTaken);
        }
        let owner = Owner { email: email.address.clone(), name: name.clone() };
        let hashed = self.0.passwords.hash(place, sign_up.password, owner).await?;
        let password = hashed.map_err(|weak| MembershipError::weak("password", weak))?;
        let was_guest = caller.is_some();
        let user = match caller {
            Some(guest) => User { tier: Tier::free(), ..guest },
            None => User { id: UserId::new(), tier: Tier::free(), created_at: now },
        };
        let member = Member { user, email: email.address, display_name: name, password, verified_at: None };
        self.make(member, email.key, was_guest, visitor, now).await
    }

    async fn make(
        &self,
        member: Member,
        email_key: Confidential,
        was_guest: bool,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Admission, MembershipError> {
        let (parts, user) = (&*self.0, member.user.clone());
        let (session, refresh) = parts.session(user.id, visitor.client(), now);
        let id = session.session.id;
        let (login, _) = parts.login(user.id, LoginOutcome::Registered, Some(id), visitor.client(), now);
        let (verification, mail) = parts.token(user.id, TokenPurpose::Verify, &visitor.language, now);
        let data = serde_json::json!({ "was_guest": was_guest, "device": visitor.device });
        let fact = parts.fact("user.registered", user.id, now, data);
        let registration = Registration { member, email_key, was_guest, session, login, verification, mail, fact };
        match parts.accounts.members.register(registration).await? {
            Registered::Done(ended) => {
                parts.authenticator.ended(&ended, now);
                let device_token = Some(parts.devices.issue(user.id));
                Ok(Admission { grant: parts.authenticator.admit(user, id, refresh, now)?, device_token, ended })
            }
            Registered::EmailTaken => Err(MembershipError::EmailTaken),
            Registered::NotAGuest => Err(MembershipError::AlreadyRegistered),
        }
    }
}

/// Everything that can be said of a form without asking anybody.
fn check(sign_up: &SignUp) -> Result<Checked, MembershipError> {
    let mut errors = Vec::new();
    let email = Email::parse(sign_up.email.expose());
    if email.is_none() {
        errors.push(FieldError::new(
            "email",
            FieldCode::InvalidEmail,
            "must be an e-mail address, like mira@example.org",
        ));
    }
    errors.extend(sign_up.password.check_length().err().map(|weak| of_password("password", weak)));
    let name = display_name(sign_up.display_name.expose());
    match (email, name) {
        (Some(email), Ok(name)) if errors.is_empty() => Ok(Checked { email, name: Confidential::new(name) }),
        (_, name) => {
            errors.extend(name.err().into_iter().flatten());
            Err(MembershipError::Invalid(errors))
        }
    }
}
