//! What a refresh token is: its session, its end, and 256 random bits, under our seal. So a made-up one costs no
//! look-up, and one that the store does not know any more is known to have been used.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::Mac;
use sha2::{Digest, Sha256};

use super::tokens::{TokenError, Tokens};
use crate::backends::keys;
use crate::domain::{SessionId, Timestamp};

/// Bytes of the session, the end, the random part.
const SEALED: usize = 16 + 8 + 32;
/// Bytes of the seal: nobody finds one of 128 bits by trying.
const SEAL: usize = 16;

/// A refresh token that was handed in, and that we made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ShownRefreshToken {
    /// The session that it renews.
    pub session: SessionId,
    /// What is stored of it. Its random bits need no slow hash.
    pub hash: [u8; 32],
}

impl Tokens {
    /// A new token of a session, and what is stored of it.
    pub(super) fn issue_refresh(&self, session: SessionId, expires_at: Timestamp) -> (String, [u8; 32]) {
        let mut bytes = Vec::with_capacity(SEALED + SEAL);
        bytes.extend(session.as_bytes());
        bytes.extend(expires_at.as_millis().to_be_bytes());
        bytes.extend(keys::random::<32>());
        let seal = self.seals().first().clone().chain_update(&bytes).finalize().into_bytes();
        bytes.extend(&seal[..SEAL]);
        let token = URL_SAFE_NO_PAD.encode(bytes);
        let hash = hash(&token);
        (token, hash)
    }

    /// Reads a token that we made and that has not ended.
    pub fn read_refresh(&self, token: &str, now: Timestamp) -> Result<ShownRefreshToken, TokenError> {
        let bytes = URL_SAFE_NO_PAD.decode(token).map_err(|_| TokenError)?;
        let (sealed, seal) = bytes.split_last_chunk::<SEAL>().ok_or(TokenError)?;
        let mut seals = self.seals().all();
        let is_ours = seals.any(|key| key.clone().chain_update(sealed).verify_truncated_left(seal).is_ok());
        if sealed.len() != SEALED || !is_ours {
            return Err(TokenError);
        }
        let (session, rest) = sealed.split_first_chunk().ok_or(TokenError)?;
        let (expires_at, _) = rest.split_first_chunk().ok_or(TokenError)?;
        if Timestamp::from_millis(i64::from_be_bytes(*expires_at)) <= now {
            return Err(TokenError);
        }
        Ok(ShownRefreshToken { session: SessionId::from_bytes(*session), hash: hash(token) })
    }
}

fn hash(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
