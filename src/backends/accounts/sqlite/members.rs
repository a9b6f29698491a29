//! [`Members`] on the engine.

use async_trait::async_trait;
use rusqlite::{Connection, params};

use super::accounts::SqliteAccounts;
use super::mails::insert_mail;
use super::{member_rows, one_time_tokens, sessions, sign_ins, users};
use crate::backends::accounts::vault::Vault;
use crate::backends::accounts::{
    LoginOutcome, Member, Members, PasswordChange, Registered, Registration, TokenPurpose,
};
use crate::backends::error::StoreError;
use crate::backends::outbox::sqlite::post;
use crate::backends::sqlite::{Fallible, rows};
use crate::domain::{Confidential, SessionId, UserId};

#[async_trait]
impl Members for SqliteAccounts {
    async fn register(&self, registration: Registration) -> Result<Registered, StoreError> {
        let vault = self.vault.clone();
        self.engine.write(move |connection| register(connection, &vault, &registration)).await
    }

    async fn find(&self, user: UserId) -> Result<Option<Member>, StoreError> {
        let vault = self.vault.clone();
        self.engine.read(move |connection| member_rows::find(connection, &vault, user)).await
    }

    async fn by_email(&self, email_key: Confidential) -> Result<Option<Member>, StoreError> {
        let vault = self.vault.clone();
        let by_email = move |connection: &Connection| match member_rows::holder(connection, &vault, &email_key)? {
            Some(user) => member_rows::find(connection, &vault, user),
            None => Ok(None),
        };
        self.engine.read(by_email).await
    }

    async fn rename(&self, user: UserId, display_name: Confidential) -> Result<bool, StoreError> {
        const SQL: &str = "UPDATE members SET display_name = ?2 WHERE user_id = ?1";
        let vault = self.vault.clone();
        let rename = move |connection: &Connection| {
            let sealed = vault.seal(&member_rows::name_place(&user), &display_name)?;
            Ok(rows::run(connection, SQL, params![user.as_bytes(), sealed])? > 0)
        };
        self.engine.write(rename).await
    }

    async fn change_password(&self, change: PasswordChange) -> Result<Option<Vec<SessionId>>, StoreError> {
        self.engine.write(move |connection| change_password(connection, &change)).await
    }
}

fn change_password(connection: &Connection, change: &PasswordChange) -> Fallible<Option<Vec<SessionId>>> {
    let PasswordChange { user, checked, password, keep } = change;
    let kept = member_rows::password(connection, *user)?;
    // else it is a repeat
    if kept.as_ref() != Some(password) {
        let session = sessions::find(connection, *keep)?;
        let holds = session.is_some_and(|(session, _)| session.user == *user && !session.revoked);
        if !holds || kept.as_ref() != Some(checked) {
            return Ok(None);
        }
        member_rows::set_password(connection, *user, password)?;
        one_time_tokens::forget(connection, *user, TokenPurpose::Reset)?;
    }
    sessions::end_others(connection, *user, Some(*keep)).map(Some)
}

fn register(connection: &Connection, vault: &Vault, new: &Registration) -> Fallible<Registered> {
    let (user, session) = (&new.member.user, new.session.session.id);
    if sessions::find(connection, session)?.is_some() {
        return sessions::end_others(connection, user.id, Some(session)).map(Registered::Done);
    }
    if member_rows::holder(connection, vault, &new.email_key)?.is_some() {
        return Ok(Registered::EmailTaken);
    }
    if new.was_guest {
        if !users::sign_up_guest(connection, user)? {
            return Ok(Registered::NotAGuest);
        }
    } else {
        users::insert(connection, user)?;
    }
    member_rows::insert(connection, vault, new)?;
    sign_ins::begin(connection, vault, &new.session)?;
    sign_ins::insert(connection, vault, &new.login)?;
    one_time_tokens::insert(connection, &new.verification)?;
    insert_mail(connection, vault, &new.mail)?;
    post(connection, &new.fact)?;
    debug_assert_eq!(new.login.outcome, LoginOutcome::Registered, "to sign up is to sign in");
    sessions::end_others(connection, user.id, Some(session)).map(Registered::Done)
}
