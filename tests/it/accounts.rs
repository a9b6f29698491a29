//! Guests, their sessions and tokens.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use ai_tale::accounts::{AccountsError, Authenticator, Credential, Plans, Reader, Scope, TokenOptions, Tokens};
use ai_tale::backends::accounts::sqlite::{DATABASE, SqliteAccounts};
use ai_tale::backends::accounts::{Session, Sessions};
use ai_tale::backends::error::StoreError;
use ai_tale::backends::keys::{ClusterKey, KeyKind, KeyRing, KeyState, RootFile};
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::SqliteStore;
use ai_tale::domain::{SessionId, Tier, Timestamp, User, UserId};
use async_trait::async_trait;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use rusqlite::Connection;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use tempfile::TempDir;

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);
const REFRESH_TTL: Duration = Duration::from_hours(24 * 30);

fn later(seconds: u64) -> Timestamp {
    NOW.plus(Duration::from_secs(seconds))
}

fn options() -> TokenOptions {
    TokenOptions { issuer: "here".into(), audience: "readers".into(), access_ttl: Duration::from_mins(15) }
}

/// Tokens under keys of their own.
fn tokens() -> Tokens {
    Tokens::new(&KeyRing::generate(NOW), options())
}

/// The name of the key that signs.
fn kid(tokens: &Tokens) -> String {
    tokens.key_set().keys[0].common.key_id.clone().unwrap()
}

/// A token whose header or claims were changed, and whose signature is the old one or none.
fn forged(token: &str, header: Option<Value>, claims: Option<Value>, signature: Option<&str>) -> String {
    let parts = token.split('.').collect::<Vec<_>>();
    let part = |value: Option<Value>, old: &str| {
        value.map_or_else(|| old.to_owned(), |value| URL_SAFE_NO_PAD.encode(value.to_string()))
    };
    format!("{}.{}.{}", part(header, parts[0]), part(claims, parts[1]), signature.unwrap_or(parts[2]))
}

fn claims_of(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

#[test]
fn a_token_says_who_reads_until_it_ends() {
    let tokens = tokens();
    let (user, session) = (UserId::new(), SessionId::new());
    let (token, expires_at) = tokens.issue_access(user, session, NOW).unwrap();
    assert_eq!(expires_at, later(900));
    let read = tokens.verify_reader(&token, later(899)).unwrap();
    assert_eq!((read.user, read.session, read.expires_at), (user, session, later(900)));
    assert!(tokens.verify_reader(&token, later(904)).is_ok(), "clocks may differ by five seconds");
    assert!(tokens.verify_reader(&token, later(905)).is_err());
    assert!(tokens.verify_reader(&token, Timestamp::from_millis(NOW.as_millis() - 6_000)).is_err());
}

#[test]
fn a_token_with_any_part_changed_is_refused() {
    let tokens = tokens();
    let (token, _) = tokens.issue_access(UserId::new(), SessionId::new(), NOW).unwrap();
    let kid = kid(&tokens);
    let mut other = claims_of(&token);
    other["sub"] = json!(UserId::new().to_string());
    let refused = [
        forged(&token, None, Some(other), None),
        forged(&token, Some(json!({"alg": "none", "typ": "at+jwt", "kid": kid})), None, Some("")),
        forged(&token, Some(json!({"alg": "HS256", "typ": "at+jwt", "kid": kid})), None, None),
        forged(&token, Some(json!({"alg": "EdDSA", "typ": "JWT", "kid": kid})), None, None),
        token.rsplit_once('.').unwrap().0.to_owned(),
        String::new(),
        "a.b.c".to_owned(),
        "x".repeat(10_000),
    ];
    for token in refused {
        assert!(tokens.verify_reader(&token, NOW).is_err(), "{token}");
    }
}

#[test]
fn our_own_key_s_foreign_tokens_are_refused() {
    let keys = KeyRing::generate(NOW);
    let tokens = Tokens::new(&keys, options());
    let (good, _) = tokens.issue_access(UserId::new(), SessionId::new(), NOW).unwrap();
    let pair = KeypairBytes { secret_key: *keys.current(KeyKind::Tokens).secret.bytes(), public_key: None };
    let key = jsonwebtoken::EncodingKey::from_ed_der(pair.to_pkcs8_der().unwrap().as_bytes());
    let kid = kid(&tokens);
    let sign = |typ: &str, kid: &str, claim: &str, value: Value| {
        let mut header = jsonwebtoken::Header::new(jsonwebtoken::Algorithm::EdDSA);
        header.typ = Some(typ.to_owned());
        header.kid = Some(kid.to_owned());
        let mut claims = claims_of(&good);
        claims[claim] = value;
        jsonwebtoken::encode(&header, &claims, &key).unwrap()
    };
    let jti = json!("another");
    assert!(tokens.verify_reader(&sign("at+jwt", &kid, "jti", jti.clone()), NOW).is_ok());
    assert!(tokens.verify_reader(&sign("JWT", &kid, "jti", jti.clone()), NOW).is_err());
    assert!(tokens.verify_reader(&sign("at+jwt", "other", "jti", jti), NOW).is_err());
    assert!(tokens.verify_reader(&sign("at+jwt", &kid, "iss", json!("there")), NOW).is_err());
    assert!(tokens.verify_reader(&sign("at+jwt", &kid, "aud", json!("others")), NOW).is_err());
    assert!(tokens.verify_reader(&sign("at+jwt", &kid, "scope", json!("pools")), NOW).is_err());
    assert!(tokens.verify_reader(&sign("at+jwt", &kid, "sid", json!(null)), NOW).is_err());
}

#[test]
fn an_operators_token_touches_what_its_scopes_name() {
    let tokens = tokens();
    let issue = |scopes: &[Scope]| tokens.issue_operator("ada", scopes, Duration::from_hours(1), NOW).unwrap();
    let pools = tokens.verify_operator(&issue(&[Scope::Pools]), NOW).unwrap();
    assert_eq!(pools.subject, "ada");
    assert!(pools.allows(Scope::Pools) && !pools.allows(Scope::Analytics) && !pools.allows(Scope::PersonalData));
    let operator = tokens.verify_operator(&issue(&[Scope::Operator]), NOW).unwrap();
    assert!(operator.allows(Scope::Pools) && operator.allows(Scope::Refunds) && !operator.allows(Scope::PersonalData));
    assert!(tokens.verify_reader(&issue(&[Scope::Operator]), NOW).is_err(), "an operator is no reader");
    let (reader, _) = tokens.issue_access(UserId::new(), SessionId::new(), NOW).unwrap();
    let reader = tokens.verify_operator(&reader, NOW).unwrap();
    assert!(Scope::ALL.into_iter().all(|scope| !reader.allows(scope)), "a reader is no operator");
}

#[test]
fn a_published_key_is_named_by_its_thumbprint() {
    let tokens = tokens();
    let key = &serde_json::to_value(tokens.key_set()).unwrap()["keys"][0];
    assert_eq!(
        (&key["kty"], &key["crv"], &key["alg"], &key["use"]),
        (&json!("OKP"), &json!("Ed25519"), &json!("EdDSA"), &json!("sig"))
    );
    let members = format!(r#"{{"crv":"Ed25519","kty":"OKP","x":{}}}"#, key["x"]);
    assert_eq!(key["kid"], URL_SAFE_NO_PAD.encode(Sha256::digest(members)), "RFC 7638");
    assert_eq!(key.as_object().unwrap().len(), 6, "nothing private");
}

#[tokio::test]
async fn tokens_of_a_retiring_key_hold() {
    let folder = tempfile::tempdir().unwrap();
    let root = RootFile::open_or_make(folder.path()).unwrap();
    let store = SqliteStore::open(folder.path(), Options::default()).unwrap();
    let before = KeyRing::open_or_make(store.keys.as_ref(), &root, NOW).await.unwrap();
    let next = ClusterKey::generate(KeyKind::Tokens, KeyState::Next, NOW);
    store.keys.add(next.wrapped(&root).await.unwrap()).await.unwrap();
    store.keys.promote(next.id, NOW).await.unwrap();
    let after = KeyRing::open(store.keys.load().await.unwrap(), &root).await.unwrap();

    let (before, after) = (Tokens::new(&before, options()), Tokens::new(&after, options()));
    let issue = |tokens: &Tokens| tokens.issue_access(UserId::new(), SessionId::new(), NOW).unwrap().0;
    assert!(after.verify_reader(&issue(&before), NOW).is_ok());
    assert!(before.verify_reader(&issue(&after), NOW).is_err(), "the new key signs");
    assert_eq!(after.key_set().keys.len(), 2);
}

/// Counts how often somebody asks for a session.
struct Counting {
    inner: Arc<dyn Sessions>,
    asked: AtomicU32,
}

#[async_trait]
impl Sessions for Counting {
    async fn find(&self, id: SessionId) -> Result<Option<(Session, User)>, StoreError> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        self.inner.find(id).await
    }

    async fn revoke(&self, id: SessionId) -> Result<(), StoreError> {
        self.inner.revoke(id).await
    }

    async fn forget(&self, before: Timestamp) -> Result<(), StoreError> {
        self.inner.forget(before).await
    }
}

struct House {
    authenticator: Authenticator,
    sessions: Arc<Counting>,
    folder: TempDir,
}

impl House {
    /// How often the store was asked for a session.
    fn asked(&self) -> u32 {
        self.sessions.asked.load(Ordering::SeqCst)
    }

    /// Gives every reader another plan, from beside the store.
    fn change_plan(&self, tier: &str) {
        let connection = Connection::open(self.folder.path().join(DATABASE.file_name)).unwrap();
        assert_eq!(connection.execute("UPDATE users SET tier = ?1", [tier]).unwrap(), 1);
    }
}

fn house(guests: bool) -> House {
    let folder = TempDir::new().unwrap();
    let mut store = SqliteAccounts::open(folder.path(), Options::default()).unwrap();
    let sessions = Arc::new(Counting { inner: store.sessions, asked: AtomicU32::new(0) });
    store.sessions = sessions.clone();
    House { authenticator: Authenticator::new(store, tokens(), REFRESH_TTL, guests), sessions, folder }
}

/// Who was let in, and by which session.
fn shown(reader: &Reader) -> (UserId, SessionId) {
    let Credential::Session { id, .. } = reader.credential;
    (reader.user.id, id)
}

#[tokio::test]
async fn guests_sessions_are_asked_for_now_and_then() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    for second in 0..5 {
        let reader = house.authenticator.authenticate(&guest.access_token, later(second)).await.unwrap();
        assert_eq!(shown(&reader), (guest.user.id, guest.session));
    }
    assert_eq!(house.asked(), 1);
    house.authenticator.authenticate(&guest.access_token, later(5)).await.unwrap();
    assert_eq!(house.asked(), 2);
}

#[tokio::test]
async fn a_believed_token_ends_in_its_time() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    for _ in 0..2 {
        let reader = house.authenticator.authenticate(&guest.access_token, later(899)).await.unwrap();
        assert_eq!(shown(&reader), (guest.user.id, guest.session));
    }
    let other = forged(&guest.access_token, None, None, Some("AAAA"));
    assert!(house.authenticator.authenticate(&other, later(899)).await.is_err());
    assert!(house.authenticator.authenticate(&guest.access_token, later(910)).await.is_err());
}

#[tokio::test]
async fn guests_are_refused_where_they_are_switched_off() {
    let refused = house(false).authenticator.guest(NOW).await;
    assert!(matches!(refused, Err(AccountsError::GuestsOff)));
}

#[tokio::test]
async fn a_refresh_token_soon_repeated_gives_a_sibling() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    let second = house.authenticator.refresh(&first.refresh_token, later(60)).await.unwrap();
    let sibling = house.authenticator.refresh(&first.refresh_token, later(70)).await.unwrap();
    assert_eq!((second.session, sibling.session), (first.session, first.session));
    assert_ne!(second.refresh_token, sibling.refresh_token);
    for each in [&second, &sibling] {
        house.authenticator.authenticate(&each.access_token, later(71)).await.unwrap();
        house.authenticator.refresh(&each.refresh_token, later(72)).await.unwrap();
    }
}

#[tokio::test]
async fn a_refresh_token_repeated_late_ends_its_family() {
    let house = house(true);
    let first = house.authenticator.guest(NOW).await.unwrap();
    let second = house.authenticator.refresh(&first.refresh_token, later(60)).await.unwrap();
    house.authenticator.authenticate(&second.access_token, later(70)).await.unwrap();
    let reused = house.authenticator.refresh(&first.refresh_token, later(71)).await;
    assert!(matches!(reused, Err(AccountsError::Reused(session)) if session == first.session));
    for token in [&first.access_token, &second.access_token] {
        assert!(matches!(house.authenticator.authenticate(token, later(71)).await, Err(AccountsError::Invalid)));
    }
    let next = house.authenticator.refresh(&second.refresh_token, later(72)).await;
    assert!(matches!(next, Err(AccountsError::Invalid)));
}

#[tokio::test]
async fn signing_out_ends_a_just_believed_session() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let reader = house.authenticator.authenticate(&guest.access_token, NOW).await.unwrap();
    let (_, session) = shown(&reader);
    house.authenticator.logout(session, NOW).await.unwrap();
    assert!(matches!(house.authenticator.authenticate(&guest.access_token, NOW).await, Err(AccountsError::Invalid)));
    assert!(matches!(
        house.authenticator.authenticate(&guest.access_token, later(60)).await,
        Err(AccountsError::Invalid)
    ));
    assert!(matches!(house.authenticator.refresh(&guest.refresh_token, later(1)).await, Err(AccountsError::Invalid)));
}

#[tokio::test]
async fn a_refresh_token_alone_signs_out() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let session = house.authenticator.logout_with(&guest.refresh_token, later(3600)).await.unwrap();
    assert_eq!(session, guest.session);
    assert!(matches!(
        house.authenticator.refresh(&guest.refresh_token, later(3601)).await,
        Err(AccountsError::Invalid)
    ));
}

#[tokio::test]
async fn a_plan_is_the_store_s_word() {
    let house = house(true);
    let guest = house.authenticator.guest(NOW).await.unwrap();
    let plan =
        async |second| house.authenticator.authenticate(&guest.access_token, later(second)).await.unwrap().user.tier;
    assert_eq!(plan(0).await, Tier::guest());
    house.change_plan("gold");
    assert_eq!(plan(4).await, Tier::guest(), "what the store said is believed for five seconds");
    assert_eq!(plan(5).await, Tier("gold".to_owned()), "the token is the same");
}

#[test]
fn a_plan_that_left_counts_as_guests() {
    let plans = Plans::new([("guest".to_owned(), 1), ("gold".to_owned(), 2)]).unwrap();
    assert_eq!(plans.of(&Tier("gold".to_owned())), &2);
    assert_eq!(plans.of(&Tier("silver".to_owned())), &1);
    assert_eq!(plans.map(|plan| plan * 10).of(&Tier::guest()), &10);
    assert!(Plans::new([("gold".to_owned(), 2)]).is_none(), "there is always a plan for guests");
}
