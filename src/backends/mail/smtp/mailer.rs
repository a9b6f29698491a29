//! [`Mailer`] by a mail server. Each mail has a connection of its own: they are few, and a broken one costs no other.

use std::time::Duration;

use async_trait::async_trait;
use lettre::transport::smtp::client::AsyncSmtpConnection;
use tokio::time::timeout;

use super::connection::Connector;
use super::dialogue::hand_over;
use crate::backends::mail::{BadLetter, Mail, MailError, Mailer, MessageWriter, Options};

/// What saying goodbye may take: the mail was answered for.
const GOODBYE: Duration = Duration::from_secs(2);

/// Mails by a mail server.
pub struct SmtpMailer {
    connector: Connector,
}

impl SmtpMailer {
    /// By the server of the configuration; asks nobody.
    pub fn new(options: &Options) -> Result<Self, MailError> {
        let writer = MessageWriter::new(&options.from).map_err(|BadLetter| MailError::away(BadLetter))?;
        Ok(Self { connector: Connector::new(&options.smtp, writer.domain())? })
    }
}

#[async_trait]
impl Mailer for SmtpMailer {
    async fn send(&self, mail: &Mail) -> Result<(), MailError> {
        let mut connection = self.connector.connect().await?;
        let outcome = hand_over(&mut connection, mail, self.connector.timeout()).await;
        leave(connection).await;
        outcome
    }

    async fn probe(&self) -> Result<(), MailError> {
        leave(self.connector.connect().await?).await;
        Ok(())
    }
}

async fn leave(mut connection: AsyncSmtpConnection) {
    // whoever does not hear it sees that the connection is closed
    let _ = timeout(GOODBYE, connection.abort()).await;
}
