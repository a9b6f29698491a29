//! The service's tokens: short-lived JWTs, signed with its own Ed25519 key (RFC 8037, RFC 9068). What readers' say is in
//! `access_tokens`, what operators' say in `operator_tokens`.
//!
//! Nothing but `EdDSA`, `at+jwt` and our own `kid` is ever accepted, whatever a token's header claims.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::SigningKey;
use ed25519_dalek::pkcs8::DecodePrivateKey;
use jsonwebtoken::{Algorithm, DecodingKey, EncodingKey, Header, Validation};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::key_files::{self, KeyFileError};
use super::options::Options;
use crate::domain::{SessionId, Tier, Timestamp};

/// The header's `typ` (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";
/// How far clocks may differ, in seconds.
const LEEWAY_SECONDS: i64 = 5;
/// The file of the key that signs.
const KEY: &str = "access-tokens.p8";
/// What stands before an Ed25519 key's 32 bytes in its PKCS #8 document (RFC 8410, section 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// A longer token is refused unread.
const LONGEST_TOKEN: usize = 2048;

/// A token that is not ours, not for this, or not valid now. Why is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is not valid")]
pub struct TokenError;

#[derive(Serialize, Deserialize)]
pub(super) struct Claims {
    iss: String,
    aud: String,
    pub(super) sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<SessionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) tier: Option<Tier>,
    pub(super) scope: String,
    iat: i64,
    pub(super) exp: i64,
    jti: String,
}

/// Whose tokens these are, and how long they hold.
#[derive(Clone, Debug)]
pub struct TokenOptions {
    /// `iss`.
    pub issuer: String,
    /// `aud`.
    pub audience: String,
    /// How long an access token holds.
    pub access_ttl: Duration,
}

impl TokenOptions {
    /// As configured.
    #[must_use]
    pub fn of(options: &Options) -> Self {
        Self { issuer: options.issuer.clone(), audience: options.audience.clone(), access_ttl: options.access_ttl }
    }
}

/// Signs and reads tokens. Cheap to clone.
#[derive(Clone)]
pub struct Tokens(Arc<Inner>);

struct Inner {
    options: TokenOptions,
    kid: String,
    public: String,
    encoding: EncodingKey,
    decoding: DecodingKey,
    validation: Validation,
}

impl Tokens {
    /// Reads the signing key of a data directory; makes it on the first start.
    pub fn open(data_dir: &Path, options: TokenOptions) -> Result<Self, KeyFileError> {
        let document = key_files::open_or_make(data_dir, KEY, || {
            Ok([PKCS8_PREFIX.as_slice(), &key_files::random::<32>()?].concat())
        })?;
        Self::signing_with(&document, data_dir, options)
    }

    /// Reads the signing key of a data directory whose service has started before.
    pub fn open_existing(data_dir: &Path, options: TokenOptions) -> Result<Self, KeyFileError> {
        Self::signing_with(&key_files::open(data_dir, KEY)?, data_dir, options)
    }

    fn signing_with(document: &[u8], data_dir: &Path, options: TokenOptions) -> Result<Self, KeyFileError> {
        let path = data_dir.join("keys").join(KEY);
        let key = SigningKey::from_pkcs8_der(document).map_err(|error| KeyFileError::new(&path, error.to_string()))?;
        let public = key.verifying_key().to_bytes();
        let x = URL_SAFE_NO_PAD.encode(public);
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&options.issuer]);
        validation.set_audience(&[&options.audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The time is checked against the caller's clock, below.
        validation.validate_exp = false;
        Ok(Self(Arc::new(Inner {
            options,
            kid: thumbprint(&x),
            public: x,
            encoding: EncodingKey::from_ed_der(document),
            decoding: DecodingKey::from_ed_der(&public),
            validation,
        })))
    }

    /// How long an access token holds.
    #[must_use]
    pub fn access_ttl(&self) -> Duration {
        self.0.options.access_ttl
    }

    /// The public keys, as a JWK set (RFC 7517).
    #[must_use]
    pub fn key_set(&self) -> Value {
        json!({ "keys": [{
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": self.0.kid, "x": self.0.public,
        }] })
    }

    /// What every token says, and what this one says besides.
    pub(super) fn claims(
        &self,
        subject: String,
        session: Option<(SessionId, Tier)>,
        scope: String,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> Claims {
        let (sid, tier) = session.unzip();
        Claims {
            iss: self.0.options.issuer.clone(),
            aud: self.0.options.audience.clone(),
            sub: subject,
            sid,
            tier,
            scope,
            iat: now.as_secs(),
            exp: expires_at.as_secs(),
            jti: uuid::Uuid::now_v7().to_string(),
        }
    }

    pub(super) fn sign(&self, claims: &Claims) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(self.0.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.0.encoding).map_err(|_| TokenError)
    }

    /// What a token says that is ours and valid now.
    pub(super) fn read(&self, token: &str, now: Timestamp) -> Result<Claims, TokenError> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenError);
        }
        let data =
            jsonwebtoken::decode::<Claims>(token, &self.0.decoding, &self.0.validation).map_err(|_| TokenError)?;
        let is_ours = data.header.kid.as_deref() == Some(self.0.kid.as_str())
            && data.header.typ.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(TOKEN_TYPE))
            && data.header.crit.is_none();
        let is_now = data.claims.exp.saturating_add(LEEWAY_SECONDS) > now.as_secs()
            && data.claims.iat.saturating_sub(LEEWAY_SECONDS) <= now.as_secs();
        if is_ours && is_now { Ok(data.claims) } else { Err(TokenError) }
    }
}

/// RFC 7638: the hash of the key's required members in lexicographic order.
fn thumbprint(x: &str) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(format!(r#"{{"crv":"Ed25519","kty":"OKP","x":"{x}"}}"#)))
}
