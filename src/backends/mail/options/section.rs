//! The section `[mail]`.

use serde::Deserialize;
use url::{Host, Url};

use super::SmtpOptions;
use super::invalid::{Invalid, ensure};
use crate::backends::mail::message::MessageWriter;

/// Who takes mails from us, and who writes them.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// Which engine takes it.
    pub kind: Kind,
    /// Who writes, as `AI Tale <tales@example.org>`; empty: `no-reply` at the host of `http.public_url`.
    pub from: String,
    /// With `kind = "smtp"`.
    pub smtp: SmtpOptions,
}

/// Where mails are handed over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr, Deserialize)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Kind {
    /// A folder of files in the data directory: nobody gets them.
    Outbox,
    /// A mail server, by SMTP.
    Smtp,
}

impl Options {
    /// Names the first setting that is impossible.
    pub fn check(&self) -> Result<(), Invalid> {
        let is_sender = self.from.is_empty() || MessageWriter::new(&self.from).is_ok();
        ensure(is_sender, "from", "must be an address such as AI Tale <tales@example.org>")?;
        self.smtp.check()?;
        let is_smtp = self.kind == Kind::Smtp;
        ensure(!is_smtp || !self.smtp.url.is_empty(), "smtp.url", "is needed where mail.kind is smtp")?;
        ensure(!is_smtp || !self.from.is_empty(), "from", "is needed where mail.kind is smtp")?;
        let is_whole = self.smtp.username.is_empty() == self.smtp.password.is_empty();
        ensure(!is_smtp || is_whole, "smtp.username", "and mail.smtp.password go together")
    }

    /// Who writes from a service at this address.
    #[must_use]
    pub fn sender(&self, public_url: &str) -> String {
        if !self.from.is_empty() {
            return self.from.clone();
        }
        let host = match Url::parse(public_url).ok().as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => name.to_owned(),
            // an address of numbers is no domain that mail comes from
            Some(Host::Ipv4(_) | Host::Ipv6(_)) | None => "localhost".to_owned(),
        };
        format!("AI Tale <no-reply@{host}>")
    }
}
