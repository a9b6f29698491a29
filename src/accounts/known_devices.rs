//! Devices on which an account's owner was before: such a one keeps a token that says so, and so nobody who guesses at
//! the account from elsewhere makes its owner wait there (OWASP, *Device cookies*).

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, Mac};
use sha2::Sha256;

use crate::backends::keys::{KeyKind, KeyRing, random};
use crate::domain::UserId;

const ID: usize = 16;
const SEAL: usize = 16;
/// What the seals are for: their keys hash other things, too.
const DOMAIN: &[u8] = b"known device";

/// A device that has its token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct KnownDevice {
    /// Who signed in on it.
    pub(super) user: UserId,
    /// Names the device, for this user alone.
    pub(super) id: [u8; ID],
}

/// Makes and reads devices' tokens.
pub(super) struct DeviceTokens(Vec<Hmac<Sha256>>);

impl DeviceTokens {
    pub(super) fn new(keys: &KeyRing) -> Self {
        let keyed = |secret: &[u8; 32]| {
            let keyed = <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("an HMAC takes a key of any length");
            keyed.chain_update(DOMAIN)
        };
        Self(keys.all(KeyKind::Hashes).map(|key| keyed(key.secret.bytes())).collect())
    }

    /// The token of a new device.
    pub(super) fn issue(&self, user: UserId) -> String {
        let named = [user.as_bytes().as_slice(), &random::<ID>()].concat();
        let seal = self.0[0].clone().chain_update(&named).finalize().into_bytes();
        URL_SAFE_NO_PAD.encode([named.as_slice(), &seal[..SEAL]].concat())
    }

    /// The device that shows a token of ours.
    pub(super) fn read(&self, token: &str) -> Option<KnownDevice> {
        let bytes = URL_SAFE_NO_PAD.decode(token).ok().filter(|bytes| bytes.len() == ID + ID + SEAL)?;
        let (named, seal) = bytes.split_last_chunk::<SEAL>()?;
        self.0.iter().find(|key| (*key).clone().chain_update(named).verify_truncated_left(seal).is_ok())?;
        let (user, id) = named.split_first_chunk::<ID>()?;
        Some(KnownDevice { user: UserId::from_bytes(*user), id: id.try_into().ok()? })
    }
}
