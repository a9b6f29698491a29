//! What became of a mail that was not surely taken. No text of a server is in it: it may repeat the address.

use std::error::Error;

/// Why a mail was not taken, and so what can be done.
#[derive(Debug, thiserror::Error)]
pub enum MailError {
    /// Nobody takes any mail from us now: no connection, no encryption, no sign-in. Nothing was handed over.
    #[error("the mail server can't be used: {0}")]
    Away(#[source] Box<dyn Error + Send + Sync>),
    /// This mail was not taken now, and may be later.
    #[error("the mail was put off{}", code(*.0))]
    Later(Option<u16>),
    /// This mail, or its address, will never be taken.
    #[error("the mail was refused{}", code(*.0))]
    Refused(Option<u16>),
    /// The connection ended after the mail and before its answer: nobody can say whether it was taken.
    #[error("the mail may have been taken: {0}")]
    Unknown(#[source] Box<dyn Error + Send + Sync>),
}

impl MailError {
    /// Nobody takes any mail from us now.
    pub fn away(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Away(source.into())
    }

    /// Nobody can say whether it was taken.
    pub fn unknown(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::Unknown(source.into())
    }
}

fn code(code: Option<u16>) -> String {
    code.map(|code| format!(" ({code})")).unwrap_or_default()
}
