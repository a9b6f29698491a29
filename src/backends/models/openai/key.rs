//! A provider's key: it prints nothing, and leaves memory when it is dropped.

use std::fmt;

use reqwest::header::HeaderValue;
use zeroize::Zeroizing;

/// The secret by which a provider knows who pays. It stands in no error, log or metric.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(Zeroizing<String>);

/// Text that can't be sent as a key: empty, or with characters that no header takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("it is no key: it is empty, or has characters that can't be sent")]
pub struct NoKey;

impl ApiKey {
    /// The key in a text, without the white space around it.
    pub fn new(text: &str) -> Result<Self, NoKey> {
        let key = text.trim();
        if key.is_empty() || HeaderValue::from_str(key).is_err() { Err(NoKey) } else { Ok(Self(key.to_owned().into())) }
    }

    /// `Authorization`, marked so that no log of a connection shows it.
    pub(super) fn header(&self) -> HeaderValue {
        let mut header = HeaderValue::from_str(&format!("Bearer {}", self.0.as_str())).expect("keys are looked at");
        header.set_sensitive(true);
        header
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("ApiKey(...)")
    }
}
