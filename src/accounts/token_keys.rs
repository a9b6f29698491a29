//! The keys of tokens: Ed25519, each named by its thumbprint (RFC 7638), which is the `kid` of what it signs.

use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use jsonwebtoken::jwk::{Jwk, JwkSet, PublicKeyUse, ThumbprintHash};
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey};

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
