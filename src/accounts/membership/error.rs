//! Why something was not done for a member, or for somebody who would be one.

use std::time::Duration;

use crate::accounts::AccountsError;
use crate::accounts::password::WeakPassword;
use crate::backends::blocking::Lost;
use crate::backends::error::StoreError;
use crate::pipeline::field_error::{FieldCode, FieldError};

/// Why it was not done.
#[derive(Debug, thiserror::Error)]
pub enum MembershipError {
    /// Some fields will not do.
    #[error("some fields are not right")]
    Invalid(Vec<FieldError>),
    /// Somebody has an account with this address.
    #[error("the address is taken")]
    EmailTaken,
    /// Whoever signs up has an account already.
    #[error("the caller has an account already")]
    AlreadyRegistered,
    /// It needs an account, and the caller has none.
    #[error("the caller has no account")]
    NotRegistered,
    /// The address was shown to be theirs before.
    #[error("the address is verified already")]
    AlreadyVerified,
    /// There is no account with this address and this password: which of the two it is, nobody learns.
    #[error("no account has this address and password")]
    WrongCredentials,
    /// It was tried too often.
    #[error("tried too often")]
    TriedTooOften(Duration),
    /// As many mails as may be were sent lately.
    #[error("too many mails were asked for")]
    TooManyMails(Duration),
    /// The token of a mail does not work, or not any more.
    #[error("the link does not work")]
    InvalidLink,
    /// As many passwords as may be are waiting to be hashed.
    #[error("too many sign-ins at once")]
    Busy,
    /// A password was not hashed: its thread is gone.
    #[error(transparent)]
    Lost(#[from] Lost),
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The session could not be made.
    #[error(transparent)]
    Session(#[from] AccountsError),
}

/// What is wrong with a password in this field.
pub(super) fn of_password(field: &str, weak: WeakPassword) -> FieldError {
    let (code, detail) = match weak {
        WeakPassword::TooShort => (FieldCode::TooShort, "must have at least 8 characters"),
        WeakPassword::TooLong => (FieldCode::TooLong, "must have at most 128 characters"),
        WeakPassword::TooEasy => (FieldCode::TooEasy, "would be guessed soon; a few words that don't belong together"),
        WeakPassword::Own => (FieldCode::TooPersonal, "must not be one's own name or address"),
    };
    FieldError::new(field, code, detail)
}

impl MembershipError {
    /// One field will not do.
    pub(super) fn field(error: FieldError) -> Self {
        Self::Invalid(vec![error])
    }

    pub(super) fn weak(field: &str, weak: WeakPassword) -> Self {
        Self::field(of_password(field, weak))
    }
}
