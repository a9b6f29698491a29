//! Mails through a mail server (RFC 5321, RFC 6409), by lettre's connection.
//!
//! The dialogue is led step by step, because each step says something else of the mail: `connection` is everything
//! before it is about a mail at all, `dialogue` hands one over, `mailer` puts them together.

mod connection;
mod dialogue;
mod mailer;

pub use mailer::SmtpMailer;
