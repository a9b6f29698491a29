//! One mail, handed over on an open connection. Until its last dot the server has nothing; from then until its answer
//! nobody knows what it has.

use std::iter;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use lettre::transport::smtp::commands::{self, Data, Rcpt};
use tokio::time::timeout;

use super::connection::in_words;
use crate::backends::mail::{Mail, MailError};

/// Bytes of a mail that are written at once.
const PIECE: usize = 16 * 1024;
/// A server may take so many times longer for the answer after the last dot (RFC 5321, section 4.5.3.2.6, says ten
/// minutes): who does not wait for it sends twice.
const PATIENCE_AT_THE_END: u32 = 10;

/// Hands a mail over; `limit` is the longest for each answer.
pub(super) async fn hand_over(
    connection: &mut AsyncSmtpConnection,
    mail: &Mail,
    limit: Duration,
) -> Result<(), MailError> {
    let from = commands::Mail::new(mail.envelope.from().cloned(), Vec::new());
    // whom we write as is the operator's affair, and no fault of this mail
    ask(connection, from, limit).await.map_err(|refusal| match refusal {
        MailError::Refused(code) => MailError::away(format!("it does not take our sender{}", shown(code))),
        other => other,
    })?;
    for to in mail.envelope.to() {
        ask(connection, Rcpt::new(to.clone(), Vec::new()), limit).await?;
    }
    ask(connection, Data, limit).await?;
    send(connection, &mail.bytes, limit).await
}

/// A command before the mail itself: a connection that breaks has taken nothing.
async fn ask(
    connection: &mut AsyncSmtpConnection,
    command: impl std::fmt::Display,
    limit: Duration,
) -> Result<(), MailError> {
    match timeout(limit, connection.command(command)).await {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(said(&error).unwrap_or_else(|| MailError::away(in_words(&error)))),
        Err(_) => Err(MailError::away("it does not answer in time")),
    }
}

/// The mail, its last dot, and the answer to it.
async fn send(connection: &mut AsyncSmtpConnection, bytes: &[u8], limit: Duration) -> Result<(), MailError> {
    let is_written = AtomicBool::new(false);
    let end = iter::from_fn(|| {
        is_written.store(true, Ordering::Relaxed);
        None
    });
    let sending = connection.message_iter(bytes.chunks(PIECE).chain(end));
    let outcome = timeout(limit.saturating_mul(PATIENCE_AT_THE_END), sending).await;
    let cause = match outcome {
        Ok(Ok(_)) => return Ok(()),
        Ok(Err(error)) => match said(&error) {
            Some(refusal) => return Err(refusal),
            None => in_words(&error),
        },
        Err(_) => "it does not answer in time".to_owned(),
    };
    // without its last dot, no server takes a mail
    Err(if is_written.load(Ordering::Relaxed) { MailError::unknown(cause) } else { MailError::away(cause) })
}

/// What the server decided, if it said anything.
fn said(error: &Error) -> Option<MailError> {
    let code = error.status().map(u16::from);
    match code {
        Some(_) if error.is_permanent() => Some(MailError::Refused(code)),
        Some(_) => Some(MailError::Later(code)),
        None => None,
    }
}

fn shown(code: Option<u16>) -> String {
    code.map(|code| format!(" ({code})")).unwrap_or_default()
}
