//! The embedded default: each mail is a file in a folder, for whoever tries the service without a mail server.

mod mailer;

pub use mailer::EmlFolder;
