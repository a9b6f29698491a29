//! The keys of tokens: Ed25519 for access tokens, each named by its thumbprint (RFC 7638), which is the `kid` of what
//! it signs; HMAC for refresh tokens, which nobody but us reads.

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use hmac::{Hmac, Mac};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};
use sha2::Sha256;

use crate::backends::keys::{KeyKind, KeyRing, SecretKey};

/// A key, on both of its sides.
pub(super) struct TokenKey {
    /// Its name in a token's header.
    pub(super) kid: String,
    pub(super) private: EncodingKey,
    /// Checks what it signed.
    pub(super) public: DecodingKey,
    /// The public side for others.
    published: Jwk,
}

/// Every key whose tokens hold, the one that signs first.
pub(super) struct TokenKeys(Vec<TokenKey>);

impl TokenKeys {
    pub(super) fn new(keys: &KeyRing) -> Self {
        Self(keys.all(KeyKind::Tokens).map(|key| token_key(&key.secret)).collect())
    }

    /// The key that signs.
    pub(super) fn signing(&self) -> &TokenKey {
        &self.0[0]
    }

    /// The key of a token's header.
    pub(super) fn find(&self, kid: &str) -> Option<&TokenKey> {
        self.0.iter().find(|key| key.kid == kid)
    }

    pub(super) fn public(&self) -> JwkSet {
        JwkSet { keys: self.0.iter().map(|key| key.published.clone()).collect() }
    }
}

/// What the seals are for: their keys hash other things, too.
const PURPOSE: &[u8] = b"refresh token";

/// What refresh tokens are sealed with, the one for new tokens first. One that goes ends the sessions that were renewed
/// under it last.
pub(super) struct Seals(Vec<Hmac<Sha256>>);

impl Seals {
    pub(super) fn new(keys: &KeyRing) -> Self {
        let keyed = |secret: &[u8; 32]| {
            let keyed = <Hmac<Sha256> as Mac>::new_from_slice(secret).expect("an HMAC takes a key of any length");
            keyed.chain_update(PURPOSE)
        };
        Self(keys.all(KeyKind::Hashes).map(|key| keyed(key.secret.bytes())).collect())
    }

    /// For a new token.
    pub(super) fn first(&self) -> &Hmac<Sha256> {
        &self.0[0]
    }

    /// Under each of them tokens may have been made.
    pub(super) fn all(&self) -> impl Iterator<Item = &Hmac<Sha256>> {
        self.0.iter()
    }
}

fn token_key(secret: &SecretKey) -> TokenKey {
    const EVERY: &str = "every 32 bytes are an Ed25519 key";
    // without the public half, which would make it a document that jsonwebtoken does not take (RFC 8410, section 7)
    let pair = KeypairBytes { secret_key: *secret.bytes(), public_key: None };
    let private = EncodingKey::from_ed_der(pair.to_pkcs8_der().expect(EVERY).as_bytes());
    let public = DecodingKey::from_ed_der(SigningKey::from_bytes(secret.bytes()).verifying_key().as_bytes());
    let mut published = Jwk::from_encoding_key(&private, Algorithm::EdDSA).expect(EVERY);
    let kid = published.thumbprint(ThumbprintHash::SHA256).expect(EVERY);
    published.common.public_key_use = Some(PublicKeyUse::Signature);
    published.common.key_id = Some(kid.clone());
    TokenKey { kid, private, public, published }
}
