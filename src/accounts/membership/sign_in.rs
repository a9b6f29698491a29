//! Signing in. Whether there is no such account or another password: the answer is the same, and so is the work; a
//! look-up, a count, a hash, and a write.

use super::error::MembershipError;
use super::handle::{Membership, Parts, mail};
use super::pace;
use super::registration::Admission;
use super::visitor::Visitor;
use crate::accounts::email::Email;
use crate::accounts::password::Password;
use crate::backends::accounts::{
    Attempt, AttemptOn, Client, LOGINS_KEPT, LoginOutcome, MailKind, Member, Pace, SignIn,
};
use crate::backends::error::StoreError;
use crate::domain::{Confidential, Timestamp, UserId};

impl Membership {
    /// Signs a member in.
    pub async fn sign_in(
        &self,
        email: &Confidential,
        password: Password,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Admission, MembershipError> {
        let parts = &*self.0;
        // before anything is counted: whom a flood keeps out has made no attempt
        let place = parts.place()?;
        let key = Email::key_of(email.expose());
        let member = parts.accounts.members.by_email(key.clone()).await?;
        let counted = Counted::of(parts, member.as_ref(), key, visitor);
        if let Attempt::Wait(wait) = parts.accounts.attempts.begin(counted.on.clone(), now).await? {
            return Err(MembershipError::TriedTooOften(wait));
        }
        let kept = member.as_ref().map(|member| member.password.clone());
        let checked = parts.passwords.check(place, password, kept).await?;
        match member.filter(|_| checked.is_right) {
            Some(member) => self.admit(member, checked.rehashed, counted, visitor, now).await,
            None => self.refuse(counted, visitor, now).await,
        }
    }

    async fn admit(
        &self,
        member: Member,
        rehashed: Option<String>,
        counted: Counted,
        visitor: &Visitor,
        now: Timestamp,
    ) -> Result<Admission, MembershipError> {
        let (parts, user) = (&*self.0, member.user);
        let (session, refresh) = parts.session(user.id, visitor.client(), now);
        let id = session.session.id;
        let (login, fact) = parts.login(user.id, LoginOutcome::Succeeded, Some(id), visitor.client(), now);
        let is_new = !counted.is_known_device && !parts.was_here(user.id, &visitor.client()).await?;
        let device = visitor.device;
        let mail = is_new.then(|| mail(user.id, MailKind::NewDevice { device }, &visitor.language, now));
        let device_token = (!counted.is_known_device).then(|| parts.devices.issue(user.id));
        let Counted { cleared, given_back, .. } = counted;
        let checked = member.password;
        let sign_in = SignIn { login, session, checked, rehashed, cleared, given_back, fact, mail };
        if !parts.accounts.sign_ins.succeed(sign_in).await? {
            return Err(MembershipError::WrongCredentials);
        }
        let grant = parts.authenticator.admit(user, id, refresh, now)?;
        Ok(Admission { grant, device_token, ended: Vec::new() })
    }

    async fn refuse(&self, counted: Counted, visitor: &Visitor, now: Timestamp) -> Result<Admission, MembershipError> {
        let parts = &*self.0;
        let login =
            counted.account.map(|user| parts.login(user, LoginOutcome::WrongPassword, None, visitor.client(), now));
        parts.accounts.sign_ins.fail(login).await?;
        Err(MembershipError::WrongCredentials)
    }
}

/// What an attempt counts on.
struct Counted {
    /// Whose account it is, where there is one.
    account: Option<UserId>,
    /// Whether the account's owner was on this device before.
    is_known_device: bool,
    on: Vec<(AttemptOn, Pace)>,
    /// What counts no more once the password was right: all of it, ...
    cleared: Vec<AttemptOn>,
    /// ... and this attempt alone.
    given_back: Vec<AttemptOn>,
}

impl Counted {
    /// On a known device by that device, so that nobody elsewhere makes its owner wait; else by account and place.
    fn of(parts: &Parts, member: Option<&Member>, key: Confidential, visitor: &Visitor) -> Self {
        let account = member.map(|member| member.user.id);
        let device = visitor.device_token.as_ref().and_then(|token| parts.devices.read(token));
        if let Some(device) = device.filter(|device| account == Some(device.user)) {
            let on = AttemptOn::Device(device.id);
            let cleared = vec![on.clone(), AttemptOn::Account(key)];
            return Self {
                account,
                is_known_device: true,
                on: vec![(on, pace::DEVICE)],
                cleared,
                given_back: Vec::new(),
            };
        }
        let (of_account, of_place) = (AttemptOn::Account(key), AttemptOn::Place(visitor.place()));
        let on = vec![(of_account.clone(), pace::ACCOUNT), (of_place.clone(), pace::PLACE)];
        Self { account, is_known_device: false, on, cleared: vec![of_account], given_back: vec![of_place] }
    }
}

impl Parts {
    /// Whether a member has come in with this kind of device from this network before.
    async fn was_here(&self, user: UserId, client: &Client) -> Result<bool, StoreError> {
        let logins = self.accounts.sign_ins.list(user, None, LOGINS_KEPT).await?;
        Ok(logins.iter().any(|login| login.outcome != LoginOutcome::WrongPassword && login.client == *client))
    }
}
