//! Tokens: what they say, and which are taken; sessions are in [`sessions`], readers who sign up in [`members`].

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

mod emails;
mod members;
mod sessions;

use std::time::Duration;

use ai_tale::accounts::{Plans, Scope, TokenOptions, Tokens};
use ai_tale::backends::keys::{ClusterKey, KeyKind, KeyRing, KeyState, RootFile};
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::SqliteStore;
use ai_tale::domain::{SessionId, Tier, Timestamp, UserId};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::pkcs8::{EncodePrivateKey, KeypairBytes};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

const NOW: Timestamp = Timestamp::from_millis(1_800_000_000_000);

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

#[test]
fn a_plan_that_left_counts_as_guests() {
    let plans = Plans::new([("guest".to_owned(), 1), ("gold".to_owned(), 2)]).unwrap();
    assert_eq!(plans.of(&Tier("gold".to_owned())), &2);
    assert_eq!(plans.of(&Tier("silver".to_owned())), &1);
    assert_eq!(plans.map(|plan| plan * 10).of(&Tier::guest()), &10);
    assert!(Plans::new([("gold".to_owned(), 2)]).is_none(), "there is always a plan for guests");
}
