//! Who may call: guests, tokens good and bad, cookies, ending a session. Renewing one is in [`super::renewal`].

use std::time::Duration;

use ai_tale::accounts::{Scope, TokenOptions, Tokens};
use ai_tale::backends::keys::KeyRing;
use ai_tale::domain::{SessionId, Timestamp, UserId};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use reqwest::{Method, RequestBuilder, StatusCode};
use serde_json::{Value, json};

use super::checks::{
    SILENT, fields, operator, post, refused, says_when_to_come_back, session, started, stories_of, throttled, tokens,
    wish,
};
use crate::kit::{Reader, Server};

fn with_token(reader: &Reader, token: &str) -> RequestBuilder {
    reader.client.get(format!("{}/v1/me", reader.base)).bearer_auth(token)
}

fn claims(token: &str) -> Value {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(token.split('.').nth(1).unwrap()).unwrap()).unwrap()
}

#[tokio::test]
async fn a_guest_gets_tokens_of_their_own() {
    let server = Server::start().await;
    let body = session(post(&server, "/v1/auth/guest", &json!({ "session": "token" })).await, 201).await;
    assert_eq!(body["expires_in"], 900);
    assert_eq!(body["user"]["tier"], "guest");
    let reader = Reader { token: body["access_token"].as_str().unwrap().to_owned(), ..server.guest().await };
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!(me, body["user"]);
    let id: uuid::Uuid = me["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(id.get_version_num(), 7);
    refused(post(&server, "/v1/auth/guest", &json!({ "session": "paper" })).await, 422, "invalid_request").await;
    refused(post(&server, "/v1/auth/guest", &json!({ "name": "Mira" })).await, 422, "invalid_request").await;
}

#[tokio::test]
async fn the_published_key_verifies_a_token() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let set: Value = reader.get("/.well-known/jwks.json").await.json().await.unwrap();
    let header = jsonwebtoken::decode_header(&reader.token).unwrap();
    let key = set["keys"].as_array().unwrap().iter().find(|key| key["kid"] == header.kid.as_deref().unwrap()).unwrap();
    assert_eq!((&key["kty"], &key["crv"], &key["d"]), (&json!("OKP"), &json!("Ed25519"), &Value::Null));
    let key = DecodingKey::from_ed_components(key["x"].as_str().unwrap()).unwrap();
    let mut validation = Validation::new(Algorithm::EdDSA);
    validation.set_audience(&[&server.config.auth.audience]);
    validation.set_issuer(&[&server.config.auth.issuer]);
    let read = jsonwebtoken::decode::<Value>(&reader.token, &key, &validation).unwrap();
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!(read.claims["sub"], me["id"]);
}

#[tokio::test]
async fn a_bad_token_is_refused_everywhere() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let own = claims(&reader.token);
    let (user, session): (UserId, SessionId) =
        (own["sub"].as_str().unwrap().parse().unwrap(), serde_json::from_value(own["sid"].clone()).unwrap());
    let issue = |tokens: &Tokens, at| tokens.issue_access(user, session, at).unwrap().0;
    let ours = tokens(&server);
    assert_eq!(with_token(&reader, &issue(&ours, Timestamp::now())).send().await.unwrap().status(), 200);
    let now = Timestamp::now();
    let foreign = Tokens::new(&KeyRing::generate(now), TokenOptions::of(&server.config.auth));
    let hours = |hours: i64| Timestamp::from_millis(now.as_millis() + hours * 3_600_000);
    let parts: Vec<&str> = reader.token.split('.').collect();
    let none = URL_SAFE_NO_PAD.encode(r#"{"alg":"none","typ":"at+jwt"}"#);
    let hmac = URL_SAFE_NO_PAD.encode(r#"{"alg":"HS256","typ":"at+jwt"}"#);
    let bad = [
        String::new(),
        "garbage".to_owned(),
        "a.b.c".to_owned(),
        "x".repeat(8_000),
        issue(&ours, hours(-1)),
        issue(&ours, hours(1)),
        issue(&foreign, now),
        format!("{none}.{}.", parts[1]),
        format!("{none}.{}.{}", parts[1], parts[2]),
        format!("{hmac}.{}.{}", parts[1], parts[2]),
        format!("{}.{}.", parts[0], parts[1]),
        format!("{}.{}.{}", parts[0], parts[1], URL_SAFE_NO_PAD.encode([0; 64])),
        ours.issue_access(UserId::new(), session, now).unwrap().0,
        ours.issue_access(user, SessionId::new(), now).unwrap().0,
        ours.issue_operator("a test", &Scope::ALL, Duration::from_mins(5), now).unwrap(),
    ];
    let id = reader.wish(&wish()).await;
    for token in bad {
        let answer = with_token(&reader, &token).send().await.unwrap();
        assert!(answer.headers()["www-authenticate"].to_str().unwrap().starts_with("Bearer"));
        refused(answer, 401, "invalid_token").await;
        let thief = Reader { token, ..reader.clone() };
        for path in [format!("/v1/stories/{id}"), format!("/v1/stories/{id}/events"), "/v1/stories".to_owned()] {
            refused(thief.get(&path).await, 401, "invalid_token").await;
        }
        refused(thief.post("/v1/stories", &wish()).await, 401, "invalid_token").await;
    }
    assert_eq!(stories_of(&reader).await, 1);
}

#[tokio::test]
async fn without_a_token_every_call_is_unauthorized() {
    let server = Server::start().await;
    let client = reqwest::Client::new();
    let calls = [
        (Method::GET, "/v1/me"),
        (Method::GET, "/v1/stories"),
        (Method::POST, "/v1/stories"),
        (Method::GET, "/v1/stories/x"),
        (Method::DELETE, "/v1/stories/x"),
        (Method::GET, "/v1/stories/x/events"),
        (Method::POST, "/v1/stories/x/cancel"),
        (Method::POST, "/v1/stories/x/progress"),
        (Method::GET, "/v1/me/notifications"),
        (Method::POST, "/v1/me/notifications/x/read"),
        (Method::POST, "/v1/auth/refresh"),
        (Method::POST, "/v1/auth/logout"),
        (Method::POST, "/v1/auth/verify/resend"),
        (Method::PATCH, "/v1/me"),
        (Method::POST, "/v1/me/password"),
        (Method::GET, "/v1/me/sessions"),
        (Method::DELETE, "/v1/me/sessions/x"),
        (Method::GET, "/v1/me/logins"),
        (Method::GET, "/v1/me/preferences"),
        (Method::PUT, "/v1/me/preferences"),
    ];
    for (method, path) in calls {
        let request = || client.request(method.clone(), format!("{}{path}", server.readers));
        refused(request().send().await.unwrap(), 401, "unauthorized").await;
        let basic = request().header("authorization", "Basic bWlyYTpmb3g=").send().await.unwrap();
        assert_eq!(basic.status(), 401, "{path}");
    }
}

#[tokio::test]
async fn signing_out_ends_tokens_and_open_streams() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    let request = reader.request(Method::GET, &format!("/v1/stories/{id}/events"));
    let stream = request.header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(stream.status(), 200);
    let answer = reader.request(Method::POST, "/v1/auth/logout").send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::NO_CONTENT);
    let text = stream.text().await.unwrap();
    assert!(says_when_to_come_back(&text), "{text}");
    refused(reader.get("/v1/me").await, 401, "invalid_token").await;
    let call = json!({ "refresh_token": reader.refresh_token });
    refused(post(&server, "/v1/auth/refresh", &call).await, 401, "invalid_token").await;
    let again = reader.request(Method::POST, "/v1/auth/logout").send().await.unwrap();
    refused(again, 401, "invalid_token").await;
}

#[tokio::test]
async fn no_script_or_other_site_uses_our_cookies() {
    let server = Server::start().await;
    let client = reqwest::Client::new();
    let call = |path: &str| client.post(format!("{}{path}", server.readers));
    let begin = || call("/v1/auth/guest").json(&json!({ "session": "cookie" }));
    refused(begin().header("sec-fetch-site", "cross-site").send().await.unwrap(), 403, "cross_site").await;
    refused(begin().header("origin", "https://elsewhere.example").send().await.unwrap(), 403, "cross_site").await;
    let answer = begin().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let lines: Vec<String> =
        answer.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect();
    assert_eq!(lines.len(), 3);
    assert!(lines.iter().all(|line| line.contains("; SameSite=Strict") && !line.contains("Secure")));
    assert!(lines[0].starts_with("tale_access=") && lines[0].contains("; Path=/; Max-Age=900; HttpOnly;"), "{lines:?}");
    assert!(lines[1].starts_with("tale_refresh=") && lines[1].contains("; Path=/v1/auth;"), "{lines:?}");
    assert!(lines[1].contains("; HttpOnly;") && lines[2].starts_with("tale_signed_in=1; Path=/;"), "{lines:?}");
    assert!(!lines[2].contains("HttpOnly"), "that one is for the page's script: {lines:?}");
    let body: Value = answer.json().await.unwrap();
    assert_eq!((&body["access_token"], &body["refresh_token"]), (&Value::Null, &Value::Null));
    let pair = |line: &str| line.split(';').next().unwrap().to_owned();
    let (access, refresh) = (pair(&lines[0]), pair(&lines[1]));
    let tell = || call("/v1/stories").json(&wish()).header("cookie", &access);
    refused(tell().send().await.unwrap(), 403, "cross_site").await;
    for site in ["cross-site", "same-site", "none"] {
        refused(tell().header("sec-fetch-site", site).send().await.unwrap(), 403, "cross_site").await;
    }
    for origin in ["https://elsewhere.example", "null", ""] {
        refused(tell().header("origin", origin).send().await.unwrap(), 403, "cross_site").await;
    }
    let renew = || call("/v1/auth/refresh").header("cookie", &refresh);
    refused(renew().header("sec-fetch-site", "cross-site").send().await.unwrap(), 403, "cross_site").await;
    let leave = || call("/v1/auth/logout").header("cookie", &access);
    refused(leave().header("sec-fetch-site", "cross-site").send().await.unwrap(), 403, "cross_site").await;
    let list = client.get(format!("{}/v1/stories", server.readers)).header("cookie", &access);
    let list: Value = list.header("sec-fetch-site", "cross-site").send().await.unwrap().json().await.unwrap();
    assert_eq!(list["items"], json!([]));
    assert_eq!(tell().header("origin", &server.readers).send().await.unwrap().status(), 202);
    assert_eq!(tell().header("sec-fetch-site", "same-origin").send().await.unwrap().status(), 202);
    let renewed = renew().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(renewed.headers().get_all("set-cookie").iter().count(), 3);
    let to_tokens = renew().header("sec-fetch-site", "same-origin").json(&json!({ "session": "token" }));
    let document = refused(to_tokens.send().await.unwrap(), 422, "invalid_request").await;
    assert_eq!(fields(&document), [("session".to_owned(), "session_in_cookies".to_owned())]);
    let left = leave().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(left.status(), 204);
    assert_eq!(left.headers().get_all("set-cookie").iter().count(), 3);
    assert!(left.headers().get_all("set-cookie").iter().all(|line| line.to_str().unwrap().contains("Max-Age=0")));
    refused(tell().header("sec-fetch-site", "same-origin").send().await.unwrap(), 401, "invalid_token").await;
    let late = renew().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert!(late.headers().get_all("set-cookie").iter().all(|line| line.to_str().unwrap().contains("Max-Age=0")));
    assert_eq!(late.headers().get_all("set-cookie").iter().count(), 3, "cookies that are good for nothing go");
    refused(late, 401, "invalid_token").await;
}

#[tokio::test]
async fn of_two_authorization_headers_none_counts() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let twice = with_token(&reader, &reader.token).bearer_auth("another");
    refused(twice.send().await.unwrap(), 400, "ambiguous_credentials").await;
    let cookie = format!("tale_access={}", reader.token);
    let both = with_token(&reader, "another").header("cookie", cookie);
    refused(both.send().await.unwrap(), 401, "invalid_token").await;
    let twice = reader.client.get(format!("{}/v1/admin/pools", server.operators)).bearer_auth("one");
    let twice = twice.bearer_auth("another");
    refused(twice.send().await.unwrap(), 400, "ambiguous_credentials").await;
}

#[tokio::test]
async fn behind_https_cookies_are_bound_to_the_host() {
    let server = Server::start_with(&[("HTTP__PUBLIC_URL", "https://tale.example")]).await;
    let client = reqwest::Client::new();
    let call = |path: &str| client.post(format!("{}{path}", server.readers)).header("origin", "https://tale.example");
    let answer = call("/v1/auth/guest").json(&json!({ "session": "cookie" })).send().await.unwrap();
    assert_eq!(answer.status(), 201);
    let lines = answer.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap());
    let lines: Vec<String> = lines.map(str::to_owned).collect();
    for (line, name) in lines.iter().zip(["access", "refresh", "signed_in"]) {
        assert!(line.starts_with(&format!("__Host-tale_{name}=")), "{line}");
        assert!(line.ends_with("; SameSite=Strict; Secure") && line.contains("; Path=/; "), "{line}");
        assert!(!line.contains("Domain"), "{line}");
    }
    let pairs: Vec<&str> = lines.iter().map(|line| line.split(';').next().unwrap()).collect();
    let me = |cookie: String| client.get(format!("{}/v1/me", server.readers)).header("cookie", cookie).send();
    assert_eq!(me(pairs.join("; ")).await.unwrap().status(), 200);
    let planted = pairs.join("; ").replace("__Host-", "");
    refused(me(planted.clone()).await.unwrap(), 401, "unauthorized").await;
    let renew = |cookie: String| call("/v1/auth/refresh").header("cookie", cookie).send();
    refused(renew(planted).await.unwrap(), 401, "unauthorized").await;
    assert_eq!(renew(pairs[1].to_owned()).await.unwrap().status(), 200);
    assert_eq!(call("/v1/auth/logout").header("cookie", pairs[1]).send().await.unwrap().status(), 204);
}

#[tokio::test]
async fn guests_are_limited_and_can_be_off() {
    let server = Server::start_with(&[("AUTH__GUESTS", "false")]).await;
    refused(post(&server, "/v1/auth/guest", &json!({})).await, 403, "guests_off").await;
    let server = Server::start_with(&[("LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "2")]).await;
    server.guest().await;
    server.guest().await;
    let claimed = reqwest::Client::new().post(format!("{}/v1/auth/guest", server.readers));
    let answer = claimed.header("x-forwarded-for", "192.0.2.7").send().await.unwrap();
    throttled(answer, "rate_limited", "guests", 2).await;
}

#[tokio::test]
async fn a_readers_token_opens_nothing_of_the_operators() {
    let server = Server::start().await;
    let reader = Reader { base: server.operators.clone(), ..server.guest().await };
    refused(reader.get("/v1/admin/pools").await, 403, "insufficient_scope").await;
    assert_eq!(operator(&server, &[Scope::Pools]).get("/v1/admin/pools").await.status(), 200);
}
