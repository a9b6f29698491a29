//! The text of a token that works once: made from its id under a key of the cluster, so that a mail in the queue holds
//! no secret and yet says the same whenever it is written.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::{Digest, Sha256};

use crate::backends::accounts::TokenPurpose;
use crate::backends::keys::{KeyKind, KeyRing};
use crate::domain::OneTimeTokenId;

/// What the key is used for here: it hashes other things, too.
const PURPOSE: &[u8] = b"one-time token";

/// Makes the texts of tokens. Cheap to clone.
#[derive(Clone)]
pub struct OneTimeTokens {
    /// Already keyed; cloned for every token.
    keyed: Hmac<Sha256>,
}

impl OneTimeTokens {
    /// Under the cluster's current key.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "an HMAC takes a key of any length")]
    pub fn new(keys: &KeyRing) -> Self {
        let secret = keys.current(KeyKind::Hashes).secret.bytes();
        let keyed = <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("an HMAC takes a key of any length");
        Self { keyed: keyed.chain_update(PURPOSE) }
    }

    /// The token's text: 256 bits that nobody can guess, fit for an address.
    #[must_use]
    pub fn text(&self, id: OneTimeTokenId, purpose: TokenPurpose) -> String {
        let mac = self.keyed.clone().chain_update(purpose.as_str()).chain_update([0]).chain_update(id.as_bytes());
        URL_SAFE_NO_PAD.encode(mac.finalize().into_bytes())
    }

    /// What is stored of a text. Its bits need no slow hash.
    #[must_use]
    pub fn hash(text: &str) -> [u8; 32] {
        Sha256::digest(text).into()
    }
}
