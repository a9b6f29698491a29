//! From nothing to a server that lets us speak: connected, encrypted, signed in. Whatever fails here fails for every
//! mail, and none was handed over.

use std::time::Duration;

use lettre::transport::smtp::Error;
use lettre::transport::smtp::authentication::{Credentials, Mechanism};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, TlsParameters};
use lettre::transport::smtp::extension::ClientId;
use tokio::time::timeout;

use crate::backends::mail::MailError;
use crate::backends::mail::options::{Encryption, Server, SmtpOptions};

/// How to get a connection.
pub(super) struct Connector {
    server: Server,
    /// What we call ourselves.
    hello: ClientId,
    /// `None`: in the clear.
    tls: Option<TlsParameters>,
    credentials: Option<Credentials>,
    timeout: Duration,
}

impl Connector {
    /// Asks nobody, but reads the file of certificates.
    pub(super) fn new(options: &SmtpOptions, domain: &str) -> Result<Self, MailError> {
        let server = options.server().ok_or_else(|| MailError::away("there is no address of a server"))?;
        let tls = match server.encryption {
            Encryption::None => None,
            Encryption::Required => Some(trusted(options, &server.name)?),
        };
        let credentials = (!options.username.is_empty())
            .then(|| Credentials::new(options.username.clone(), options.password.reveal().to_owned()));
        let hello = ClientId::Domain(domain.to_owned());
        Ok(Self { server, hello, tls, credentials, timeout: options.timeout })
    }

    /// A server that lets us speak.
    pub(super) async fn connect(&self) -> Result<AsyncSmtpConnection, MailError> {
        let place = (self.server.name.as_str(), self.server.port);
        let (now, later) = if self.server.is_implicit { (self.tls.clone(), None) } else { (None, self.tls.clone()) };
        let connecting = AsyncSmtpConnection::connect_tokio1(place, Some(self.timeout), &self.hello, now, None);
        let mut connection = self.answer(connecting).await?;
        if let Some(tls) = later {
            self.answer(connection.starttls(tls, &self.hello)).await?;
        }
        if let Some(credentials) = &self.credentials {
            self.answer(connection.auth(&[Mechanism::Plain, Mechanism::Login], credentials)).await?;
        }
        Ok(connection)
    }

    /// The longest that each answer may take.
    pub(super) const fn timeout(&self) -> Duration {
        self.timeout
    }

    async fn answer<T>(&self, step: impl Future<Output = Result<T, Error>>) -> Result<T, MailError> {
        match timeout(self.timeout, step).await {
            Ok(Ok(answer)) => Ok(answer),
            Ok(Err(error)) => Err(MailError::away(in_words(&error))),
            Err(_) => Err(MailError::away("it does not answer in time")),
        }
    }
}

/// What to trust: the system's certificates, and those of the file.
fn trusted(options: &SmtpOptions, name: &str) -> Result<TlsParameters, MailError> {
    let mut builder = TlsParameters::builder(name.to_owned());
    if !options.ca.as_os_str().is_empty() {
        let shown = options.ca.display();
        let pem = std::fs::read(&options.ca).map_err(|error| MailError::away(format!("{shown}: {error}")))?;
        let certificate =
            Certificate::from_pem(&pem).map_err(|_| MailError::away(format!("{shown} holds no certificates")))?;
        builder = builder.add_root_certificate(certificate);
    }
    builder.build().map_err(|error| MailError::away(in_words(&error)))
}

/// What went wrong, without what the server said: that may repeat an address.
pub(super) fn in_words(error: &Error) -> String {
    match error.status() {
        Some(code) => format!("it said {code}"),
        None => error.to_string(),
    }
}
