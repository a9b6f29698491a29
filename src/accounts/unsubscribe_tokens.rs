//! How a mail says whose it is, to the address at which one wants no more of them: a reader's id under our seal. It
//! holds for good and does nothing but this, so it may stand in an address that mail programs open.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::backends::keys::{KeyKind, KeyRing};
use crate::domain::UserId;

/// What the key is used for here: it hashes other things, too.
const PURPOSE: &[u8] = b"unsubscribe";
/// Bytes of the seal: nobody finds one of 128 bits by trying.
const SEAL: usize = 16;

/// Makes and reads such tokens. Cheap to clone.
#[derive(Clone)]
pub struct UnsubscribeTokens {
    /// Already keyed, the one for new tokens first.
    keyed: Vec<Hmac<Sha256>>,
}

impl UnsubscribeTokens {
    /// Under the cluster's keys.
    #[must_use]
    #[expect(clippy::missing_panics_doc, reason = "an HMAC takes a key of any length")]
    pub fn new(keys: &KeyRing) -> Self {
        let keyed = |secret: &[u8; 32]| {
            let mac = <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("an HMAC takes a key of any length");
            mac.chain_update(PURPOSE)
        };
        Self { keyed: keys.all(KeyKind::Hashes).map(|key| keyed(key.secret.bytes())).collect() }
    }

    /// A reader's token, fit for an address.
    #[must_use]
    pub fn text(&self, user: UserId) -> String {
        let seal = self.keyed[0].clone().chain_update(user.as_bytes()).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([user.as_bytes().as_slice(), &seal[..SEAL]].concat())
    }

    /// Whose token it is, if we made it.
    #[must_use]
    pub fn read(&self, token: &str) -> Option<UserId> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (user, seal) = bytes.split_first_chunk::<16>()?;
        let mut keyed = self.keyed.iter();
        let is_ours =
            seal.len() == SEAL && keyed.any(|key| key.clone().chain_update(user).verify_truncated_left(seal).is_ok());
        is_ours.then(|| UserId::from_bytes(*user))
    }
}
