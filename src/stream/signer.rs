//! Addresses of pictures that work without a header, for a while.
//!
//! They are signed when an event is delivered, the same for every reader within a time window, so that a replay is
//! cached like the first showing. An address is good to the end of the window after its own: for one window at least.

use std::fmt;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::domain::Timestamp;

/// Characters of a signature: the 32 bytes of an HMAC-SHA-256 in unpadded base64url.
const SIGNATURE_LENGTH: usize = 43;

/// Why an address is not served.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// Nobody here signed it.
    #[error("the signature is bad")]
    Bad,
    /// It was good once; reading the story anew gives one that is.
    #[error("the address has expired")]
    Expired,
}

/// Signs and verifies the addresses of pictures. Cheap to clone.
#[derive(Clone)]
pub struct Signer {
    /// Already keyed; cloned for every signature.
    keyed: Hmac<Sha256>,
    /// The cluster's other keys: what they signed holds.
    others: Vec<Hmac<Sha256>>,
    /// Seconds.
    window: u64,
}

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Signer").field("window", &self.window).finish_non_exhaustive()
    }
}

impl Signer {
    /// Signs with `secret`; addresses change every `window` (whole seconds, at least one).
    #[must_use]
    pub fn new(secret: [u8; 32], window: Duration) -> Self {
        Self { keyed: keyed(&secret), others: Vec::new(), window: window.as_secs().max(1) }
    }

    /// Serves addresses that these keys signed, too: those before the current one, and the next.
    #[must_use]
    pub fn also_accepting<'a>(mut self, secrets: impl IntoIterator<Item = &'a [u8; 32]>) -> Self {
        self.others.extend(secrets.into_iter().map(keyed));
        self
    }

    /// The number of the signing window that `now` is in.
    #[must_use]
    pub fn window(&self, now: Timestamp) -> u64 {
        seconds(now) / self.window
    }

    /// When addresses of a window begin to work, and how long they do.
    #[must_use]
    pub fn lifetime(&self, window: u64) -> (Timestamp, Duration) {
        let begin = Duration::from_secs(window.saturating_mul(self.window));
        (Timestamp::default().plus(begin), Duration::from_secs(self.window.saturating_mul(2)))
    }

    /// The address of an object in a window: `/pictures/<key>?expires=<unix seconds>&signature=<base64url>`.
    #[must_use]
    pub fn url(&self, key: &str, window: u64) -> String {
        let expires = window.saturating_add(2).saturating_mul(self.window);
        let signature = URL_SAFE_NO_PAD.encode(mac(&self.keyed, key, expires).finalize().into_bytes());
        format!("/pictures/{key}?expires={expires}&signature={signature}")
    }

    /// How long an address whose parts were signed here is good still, at `now`: whole seconds, at least one. Takes the
    /// same time wherever a forged signature differs.
    pub fn verify(
        &self,
        key: &str,
        expires: &str,
        signature: &str,
        now: Timestamp,
    ) -> Result<Duration, SignatureError> {
        let moment = canonical_number(expires).ok_or(SignatureError::Bad)?;
        if signature.len() != SIGNATURE_LENGTH {
            return Err(SignatureError::Bad);
        }
        let bytes = URL_SAFE_NO_PAD.decode(signature).map_err(|_| SignatureError::Bad)?;
        let mut keys = std::iter::once(&self.keyed).chain(&self.others);
        if !keys.any(|keyed| mac(keyed, key, moment).verify_slice(&bytes).is_ok()) {
            return Err(SignatureError::Bad);
        }
        let left = moment.saturating_sub(seconds(now));
        if left > 0 { Ok(Duration::from_secs(left)) } else { Err(SignatureError::Expired) }
    }
}

/// HMAC pads a key to its block of 64 bytes with zeros.
fn keyed(secret: &[u8; 32]) -> Hmac<Sha256> {
    let mut block = [0; 64];
    block[..secret.len()].copy_from_slice(secret);
    Hmac::new(&block.into())
}

/// Over an object's key, a line feed, and the number: the last line is the number whatever the key holds.
fn mac(keyed: &Hmac<Sha256>, key: &str, expires: u64) -> Hmac<Sha256> {
    keyed.clone().chain_update(key).chain_update("\n").chain_update(expires.to_string())
}

fn seconds(now: Timestamp) -> u64 {
    u64::try_from(now.as_secs()).unwrap_or(0)
}

/// The number, when it is spelt as [`Signer::url`] spells it: no sign, no leading zero.
fn canonical_number(text: &str) -> Option<u64> {
    text.parse::<u64>().ok().filter(|number| number.to_string() == text)
}
