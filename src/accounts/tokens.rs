//! The service's tokens: short-lived JWTs, signed with the cluster's Ed25519 keys (RFC 8037, RFC 9068). What readers'
//! say is in `access_tokens`, what operators' say in `operator_tokens`; `refresh_tokens` are no JWTs.
//!
//! Nothing but `EdDSA`, `at+jwt` and a `kid` of ours is ever accepted, whatever a token's header claims.

use std::sync::Arc;
use std::time::Duration;

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, Header, Validation};
use serde::{Deserialize, Serialize};

use super::options::Options;
use super::token_keys::{Seals, TokenKeys};
use crate::backends::keys::KeyRing;
use crate::domain::{SessionId, Timestamp};

/// The header's `typ` (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";
/// How far clocks may differ.
const LEEWAY: Duration = Duration::from_secs(5);
/// A longer token is refused unread.
const LONGEST_TOKEN: usize = 2048;

/// A token that is not ours, not for this, or not valid now. Why is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is not valid")]
pub struct TokenError;

#[derive(Serialize, Deserialize)]
pub(super) struct TokenClaims {
    iss: String,
    aud: String,
    pub(super) sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<SessionId>,
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
    keys: TokenKeys,
    seals: Seals,
    validation: Validation,
}

impl Tokens {
    /// Tokens under the cluster's keys: what is new is signed with the current one, and every key's tokens are read.
    #[must_use]
    pub fn new(keys: &KeyRing, options: TokenOptions) -> Self {
        let mut validation = Validation::new(Algorithm::EdDSA);
        validation.set_issuer(&[&options.issuer]);
        validation.set_audience(&[&options.audience]);
        validation.set_required_spec_claims(&["iss", "aud", "sub", "exp"]);
        // The time is checked against the caller's clock, below.
        validation.validate_exp = false;
        let (keys, seals) = (TokenKeys::new(keys), Seals::new(keys));
        Self(Arc::new(Inner { options, keys, seals, validation }))
    }

    /// How long an access token holds.
    #[must_use]
    pub fn access_ttl(&self) -> Duration {
        self.0.options.access_ttl
    }

    /// How long after it was made any access token is taken, by clocks that differ.
    pub(super) fn longest(&self) -> Duration {
        self.0.options.access_ttl.saturating_add(LEEWAY)
    }

    /// The public keys (RFC 7517).
    #[must_use]
    pub fn key_set(&self) -> JwkSet {
        self.0.keys.public()
    }

    /// What every token says, and what this one says besides.
    pub(super) fn claims(
        &self,
        subject: String,
        sid: Option<SessionId>,
        scope: String,
        now: Timestamp,
        expires_at: Timestamp,
    ) -> TokenClaims {
        TokenClaims {
            iss: self.0.options.issuer.clone(),
            aud: self.0.options.audience.clone(),
            sub: subject,
            sid,
            scope,
            iat: now.as_secs(),
            exp: expires_at.as_secs(),
            jti: uuid::Uuid::now_v7().to_string(),
        }
    }

    /// What refresh tokens are sealed with.
    pub(super) fn seals(&self) -> &Seals {
        &self.0.seals
    }

    pub(super) fn sign(&self, claims: &TokenClaims) -> Result<String, TokenError> {
        let signing = self.0.keys.signing();
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(signing.kid.clone());
        jsonwebtoken::encode(&header, claims, &signing.private).map_err(|_| TokenError)
    }

    /// What a token says that is ours and valid now.
    pub(super) fn read(&self, token: &str, now: Timestamp) -> Result<TokenClaims, TokenError> {
        if token.len() > LONGEST_TOKEN {
            return Err(TokenError);
        }
        let header = jsonwebtoken::decode_header(token).map_err(|_| TokenError)?;
        let key = header.kid.as_deref().and_then(|kid| self.0.keys.find(kid)).ok_or(TokenError)?;
        let is_ours = header.typ.as_deref().is_some_and(|kind| kind.eq_ignore_ascii_case(TOKEN_TYPE));
        if !is_ours || header.crit.is_some() {
            return Err(TokenError);
        }
        let data =
            jsonwebtoken::decode::<TokenClaims>(token, &key.public, &self.0.validation).map_err(|_| TokenError)?;
        let is_now = data.claims.exp > now.minus(LEEWAY).as_secs() && data.claims.iat <= now.plus(LEEWAY).as_secs();
        if is_now { Ok(data.claims) } else { Err(TokenError) }
    }
}
