//! The section `[mail]`, and that of the mail server.

mod invalid;
mod section;
mod server;

pub use invalid::Invalid;
pub use section::{Kind, Options};
pub use server::{Encryption, Server, SmtpOptions};
