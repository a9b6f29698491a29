//! The section `[mail.smtp]`.

use std::path::PathBuf;
use std::time::Duration;

use serde::Deserialize;
use url::{Host, Url};

use super::invalid::{Invalid, ensure};
use crate::backends::secret::Secret;

/// The mail server, and how it is spoken to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SmtpOptions {
    /// `smtps://host:465` (encrypted from the beginning) or `smtp://host:587` (STARTTLS).
    pub url: String,
    /// How `smtp://` is encrypted.
    pub encryption: Encryption,
    /// Who signs in; empty: nobody does.
    pub username: String,
    /// With what; `password_file` names a file that holds it.
    pub password: Secret,
    /// Certificates (PEM) that are trusted beside the system's; empty: none.
    pub ca: PathBuf,
    /// The longest that the server may take to be there, and for each of its answers.
    #[serde(with = "humantime_serde")]
    pub timeout: Duration,
}

/// Whether words and passwords travel in the clear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encryption {
    /// Never: a server without STARTTLS is not spoken to.
    Required,
    /// Always, to a server on this machine alone.
    None,
}

impl SmtpOptions {
    /// Names the first setting that is impossible.
    pub(super) fn check(&self) -> Result<(), Invalid> {
        ensure(self.timeout >= Duration::from_millis(1), "smtp.timeout", "must be at least 1ms")?;
        if self.url.is_empty() {
            return Ok(());
        }
        let server = self.server().ok_or(Invalid {
            key: "smtp.url",
            detail: "must be an address such as smtps://mail.example.org:465, without a user, a password or a path",
        })?;
        let is_in_the_clear = server.encryption == Encryption::None;
        let detail = "may be none for smtp:// to this machine alone (127.0.0.1, ::1, localhost)";
        ensure(!is_in_the_clear || (server.is_local && !server.is_implicit), "smtp.encryption", detail)
    }

    /// Where the server is; `None`: the address is none.
    #[must_use]
    pub fn server(&self) -> Option<Server> {
        let url = Url::parse(&self.url).ok()?;
        let is_implicit = match url.scheme() {
            "smtps" => true,
            "smtp" => false,
            _ => return None,
        };
        let is_bare = url.username().is_empty()
            && url.password().is_none()
            && matches!(url.path(), "" | "/")
            && url.query().is_none()
            && url.fragment().is_none();
        // of a scheme that `url` does not know, numbers are a name
        let host = Host::parse(url.host_str()?).ok().filter(|_| is_bare)?;
        let (name, is_local) = match host {
            Host::Domain(name) => (name.clone(), name == "localhost"),
            Host::Ipv4(address) => (address.to_string(), address.is_loopback()),
            Host::Ipv6(address) => (address.to_string(), address.is_loopback()),
        };
        let port = url.port().unwrap_or(if is_implicit { 465 } else { 587 });
        Some(Server { name, port, is_implicit, is_local, encryption: self.encryption })
    }
}

/// Where a mail server is, and how it is spoken to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// A name, or an address without brackets.
    pub name: String,
    pub port: u16,
    /// Whether the connection is encrypted before the first word.
    pub is_implicit: bool,
    /// Whether it is this machine.
    pub is_local: bool,
    pub encryption: Encryption,
}
