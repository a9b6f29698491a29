//! Access tokens: short-lived JWTs, signed with the service's own Ed25519 key (RFC 8037, RFC 9068).
//! Nothing but `EdDSA`, `at+jwt` and our own `kid` is ever accepted, whatever a token's header claims.

use std::path::Path;
use std::str::FromStr;
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
use crate::config::Config;
use crate::domain::{SessionId, Tier, Timestamp, UserId};

/// The header's `typ` (RFC 9068).
const TOKEN_TYPE: &str = "at+jwt";
/// The scope of readers' tokens; no operator's scope has this name.
const READER_SCOPE: &str = "reader";
/// How far clocks may differ, in seconds.
const LEEWAY_SECONDS: i64 = 5;
/// The file of the key that signs.
const KEY: &str = "access-tokens.p8";
/// What stands before an Ed25519 key's 32 bytes in its PKCS #8 document (RFC 8410, section 7).
const PKCS8_PREFIX: [u8; 16] =
    [0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20];
/// A longer token is refused unread.
const LONGEST_TOKEN: usize = 2048;

/// What an operator's token may touch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// The pools' sizes.
    Pools,
    /// Counts of what happened.
    Analytics,
    /// Money back.
    Refunds,
    /// Readers' own data.
    PersonalData,
    /// All of them but [`Scope::PersonalData`].
    Operator,
}

impl Scope {
    /// Every scope.
    pub const ALL: [Self; 5] = [Self::Pools, Self::Analytics, Self::Refunds, Self::PersonalData, Self::Operator];

    /// The scope's name in tokens.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Pools => "pools",
            Self::Analytics => "analytics",
            Self::Refunds => "refunds",
            Self::PersonalData => "personal_data",
            Self::Operator => "operator",
        }
    }
}

impl FromStr for Scope {
    type Err = TokenError;

    fn from_str(name: &str) -> Result<Self, TokenError> {
        Self::ALL.into_iter().find(|scope| scope.as_str() == name).ok_or(TokenError)
    }
}

/// A token that is not ours, not for this, or not valid now. Why is nobody's business.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the token is not valid")]
pub struct TokenError;

/// What a reader's token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReaderToken {
    /// Who.
    pub user: UserId,
    /// What they may do.
    pub tier: Tier,
    /// The sign-in that it descends from; whether that still holds is [`super::Accounts`]' to say.
    pub session: SessionId,
    /// When it ends.
    pub expires_at: Timestamp,
}

/// What an operator's token says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OperatorToken {
    /// Who.
    pub subject: String,
    /// What it may touch.
    pub scopes: Vec<Scope>,
}

impl OperatorToken {
    /// Whether it may touch what needs `wanted`.
    #[must_use]
    pub fn allows(&self, wanted: Scope) -> bool {
        self.scopes.iter().any(|scope| *scope == wanted || (*scope == Scope::Operator && wanted != Scope::PersonalData))
    }
}

#[derive(Serialize, Deserialize)]
struct Claims {
    iss: String,
    aud: String,
    sub: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    sid: Option<SessionId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    tier: Option<Tier>,
    scope: String,
    iat: i64,
    exp: i64,
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
    pub fn of(config: &Config) -> Self {
        let auth = &config.auth;
        Self { issuer: auth.issuer.clone(), audience: auth.audience.clone(), access_ttl: auth.access_ttl }
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

    /// A reader's access token, and when it ends.
    pub fn issue_access(
        &self,
        user: UserId,
        tier: &Tier,
        session: SessionId,
        now: Timestamp,
    ) -> Result<(String, Timestamp), TokenError> {
        let expires_at = now.plus(self.0.options.access_ttl);
        let claims =
            self.claims(user.to_string(), Some((session, tier.clone())), READER_SCOPE.to_owned(), now, expires_at);
        Ok((self.sign(&claims)?, expires_at))
    }

    /// An operator's token.
    pub fn issue_operator(
        &self,
        subject: &str,
        scopes: &[Scope],
        ttl: Duration,
        now: Timestamp,
    ) -> Result<String, TokenError> {
        let scope = scopes.iter().map(|scope| scope.as_str()).collect::<Vec<_>>().join(" ");
        self.sign(&self.claims(subject.to_owned(), None, scope, now, now.plus(ttl)))
    }

    /// Reads a reader's token.
    pub fn verify_reader(&self, token: &str, now: Timestamp) -> Result<ReaderToken, TokenError> {
        let claims = self.read(token, now)?;
        let (Some(session), Some(tier)) = (claims.sid, claims.tier) else { return Err(TokenError) };
        if claims.scope != READER_SCOPE {
            return Err(TokenError);
        }
        let user = claims.sub.parse().map_err(|_| TokenError)?;
        Ok(ReaderToken { user, tier, session, expires_at: Timestamp::from_millis(claims.exp.saturating_mul(1000)) })
    }

    /// Reads an operator's token. A scope that we don't know (a reader's, a newer version's) grants nothing.
    pub fn verify_operator(&self, token: &str, now: Timestamp) -> Result<OperatorToken, TokenError> {
        let claims = self.read(token, now)?;
        let scopes = claims.scope.split(' ').filter_map(|name| name.parse().ok()).collect();
        Ok(OperatorToken { subject: claims.sub, scopes })
    }

    /// The public keys, as a JWK set (RFC 7517).
    #[must_use]
    pub fn key_set(&self) -> Value {
        json!({ "keys": [{
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": self.0.kid, "x": self.0.public,
        }] })
    }

    fn claims(
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

    fn sign(&self, claims: &Claims) -> Result<String, TokenError> {
        let mut header = Header::new(Algorithm::EdDSA);
        header.typ = Some(TOKEN_TYPE.to_owned());
        header.kid = Some(self.0.kid.clone());
        jsonwebtoken::encode(&header, claims, &self.0.encoding).map_err(|_| TokenError)
    }

    fn read(&self, token: &str, now: Timestamp) -> Result<Claims, TokenError> {
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
