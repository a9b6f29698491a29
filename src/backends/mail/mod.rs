//! How mail leaves. [`Mailer`] hands one over and says what became of it; [`eml_folder`] is the embedded default, which
//! puts mails into a folder, [`smtp`] gives them to a mail server. [`message`] makes a mail of a letter.
//!
//! Reading order: [`message`], `error` (what became of a mail that was not taken), the engines, [`options`].

pub mod eml_folder;
mod error;
pub mod message;
pub mod options;
pub mod smtp;

use async_trait::async_trait;

pub use error::MailError;
pub use message::{BadLetter, Letter, Mail, MessageWriter};
pub use options::{Kind, Options};

/// Who takes mails from us.
#[async_trait]
pub trait Mailer: Send + Sync {
    /// Hands a mail over: when this returns, somebody else answers for it. Ends within some minutes, whatever happens.
    async fn send(&self, mail: &Mail) -> Result<(), MailError>;

    /// Whether mails would be taken now, without sending one.
    async fn probe(&self) -> Result<(), MailError>;
}
