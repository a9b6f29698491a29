//! Links that come by mail: each works once, for its own purpose, on any device, and for some time only.

use ai_tale::accounts::OneTimeTokens;
use ai_tale::backends::accounts::TokenPurpose;
use ai_tale::backends::accounts::sqlite::DATABASE;
use ai_tale::domain::OneTimeTokenId;
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use futures_util::future::join_all;
use reqwest::StatusCode;
use rusqlite::Connection;
use serde_json::{Value, json};

use super::checks::{
    SILENT, eventually, fields, post, refused, says_when_to_come_back, session, started, throttled, wish,
};
use super::registration::{PASSWORD, member};
use crate::kit::{Reader, Server};

const OTHER: &str = "the heron keeps a blue umbrella";

/// A database of the server's, as somebody with a copy of it has it.
fn rows(server: &Server) -> Connection {
    Connection::open(server.config.data_dir.join(DATABASE.file_name)).unwrap()
}

fn count(server: &Server, purpose: TokenPurpose) -> u32 {
    let sql = "SELECT count(*) FROM one_time_tokens WHERE purpose = ?1";
    rows(server).query_row(sql, [purpose.as_str()], |row| row.get(0)).unwrap()
}

/// The token of the newest mail, as its reader finds it in the link.
pub fn token(server: &Server, purpose: TokenPurpose) -> String {
    let sql = "SELECT token_id FROM one_time_tokens WHERE purpose = ?1 ORDER BY made_at DESC, token_id DESC LIMIT 1";
    let id: [u8; 16] = rows(server).query_row(sql, [purpose.as_str()], |row| row.get(0)).unwrap();
    OneTimeTokens::new(&server.app.backends().keys).text(OneTimeTokenId::from_bytes(id), purpose)
}

async fn is_verified(reader: &Reader) -> bool {
    reader.get("/v1/me").await.json::<Value>().await.unwrap()["verified"].as_bool().unwrap()
}

async fn verify(server: &Server, token: &str) -> reqwest::Response {
    post(server, "/v1/auth/verify", &json!({ "token": token })).await
}

async fn reset(server: &Server, token: &str, password: &str) -> reqwest::Response {
    post(server, "/v1/auth/password/reset", &json!({ "token": token, "password": password })).await
}

async fn forget(server: &Server, email: &str) {
    let before = count(server, TokenPurpose::Reset);
    let answer = post(server, "/v1/auth/password/forgot", &json!({ "email": email })).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    eventually(async || (count(server, TokenPurpose::Reset) > before).then_some(())).await;
}

async fn login(server: &Server, password: &str) -> reqwest::Response {
    post(server, "/v1/auth/login", &json!({ "email": "mira@example.org", "password": password })).await
}

#[tokio::test]
async fn a_link_verifies_once_on_any_device() {
    let server = Server::start().await;
    let reader = member(&server, "mira@example.org").await;
    let token = token(&server, TokenPurpose::Verify);
    assert!(!is_verified(&reader).await);
    assert_eq!(verify(&server, &token).await.status(), StatusCode::NO_CONTENT);
    assert!(is_verified(&reader).await);
    refused(verify(&server, &token).await, 400, "invalid_link").await;
    refused(reader.post("/v1/auth/verify/resend", &json!({})).await, 409, "already_verified").await;
    refused(server.guest().await.post("/v1/auth/verify/resend", &json!({})).await, 409, "not_registered").await;
}

#[tokio::test]
async fn links_work_for_their_purpose_alone() {
    let server = Server::start().await;
    member(&server, "mira@example.org").await;
    forget(&server, "mira@example.org").await;
    let (of_verify, of_reset) = (token(&server, TokenPurpose::Verify), token(&server, TokenPurpose::Reset));
    refused(verify(&server, &of_reset).await, 400, "invalid_link").await;
    refused(reset(&server, &of_verify, OTHER).await, 400, "invalid_link").await;
    let stored: Vec<u8> =
        rows(&server).query_row("SELECT hash FROM one_time_tokens LIMIT 1", [], |row| row.get(0)).unwrap();
    let as_text = URL_SAFE_NO_PAD.encode(stored);
    for made_up in ["", "x", &as_text, &of_verify[1..], &of_verify.to_uppercase(), &"x".repeat(60_000)] {
        refused(verify(&server, made_up).await, 400, "invalid_link").await;
        refused(reset(&server, made_up, OTHER).await, 400, "invalid_link").await;
    }
    rows(&server).execute("UPDATE one_time_tokens SET expires_at = 1", []).unwrap();
    refused(verify(&server, &of_verify).await, 400, "invalid_link").await;
    refused(reset(&server, &of_reset, OTHER).await, 400, "invalid_link").await;
}

#[tokio::test]
async fn of_many_uses_of_a_link_one_counts() {
    let server = Server::start_with(&[("AUTH__ARGON2__WAITING", "200")]).await;
    member(&server, "mira@example.org").await;
    forget(&server, "mira@example.org").await;
    let (of_verify, of_reset) = (token(&server, TokenPurpose::Verify), token(&server, TokenPurpose::Reset));
    let verified = join_all((0..20).map(|_| verify(&server, &of_verify))).await;
    assert_eq!(verified.iter().filter(|answer| answer.status() == 204).count(), 1);
    let reset = join_all((0..20).map(|_| reset(&server, &of_reset, OTHER))).await;
    assert_eq!(reset.iter().filter(|answer| answer.status() == 204).count(), 1);
}

#[tokio::test]
async fn a_reset_ends_every_session_and_stream() {
    let server = Server::start_with(&[SILENT]).await;
    let reader = member(&server, "mira@example.org").await;
    let story = reader.wish(&wish()).await;
    started(&reader, &story).await;
    let stream = reader.request(reqwest::Method::GET, &format!("/v1/stories/{story}/events"));
    let stream = stream.header("accept", "text/event-stream").send().await.unwrap();
    assert_eq!(stream.status(), 200);
    forget(&server, "MIRA@example.org").await;
    let token = token(&server, TokenPurpose::Reset);
    let refusal = refused(reset(&server, &token, "mira@example.org").await, 422, "invalid_request").await;
    assert_eq!(fields(&refusal), [("password".to_owned(), "too_personal".to_owned())]);
    let done = reset(&server, &token, OTHER).await;
    assert_eq!(done.status(), StatusCode::NO_CONTENT);
    assert!(done.headers().contains_key("set-cookie"), "nobody's guesses keep the owner waiting on this device");
    let text = stream.text().await.unwrap();
    assert!(says_when_to_come_back(&text), "{text}");
    refused(reader.get("/v1/me").await, 401, "invalid_token").await;
    refused(reset(&server, &token, PASSWORD).await, 400, "invalid_link").await;
    refused(login(&server, PASSWORD).await, 401, "invalid_credentials").await;
    let body = session(login(&server, OTHER).await, 200).await;
    assert_eq!(body["user"]["verified"], true, "the link came by mail, so the address is theirs");
}

#[tokio::test]
async fn mails_that_are_asked_for_are_limited() {
    let server = Server::start().await;
    let reader = member(&server, "mira@example.org").await;
    let resend = async || reader.post("/v1/auth/verify/resend", &json!({})).await;
    for _ in 0..4 {
        assert_eq!(resend().await.status(), StatusCode::ACCEPTED);
    }
    throttled(resend().await, "rate_limited", "mails", 1).await;
    for _ in 0..3 {
        forget(&server, "mira@example.org").await;
    }
    let answer = post(&server, "/v1/auth/password/forgot", &json!({ "email": "mira@example.org" })).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED, "who asks learns nothing");
    let server = Server::start_with(&[("LIMITS__REGISTRATIONS_PER_ADDRESS_PER_HOUR", "2")]).await;
    let forgot = async |email: &str| post(&server, "/v1/auth/password/forgot", &json!({ "email": email })).await;
    for email in ["mira@example.org", "noa@example.org"] {
        assert_eq!(forgot(email).await.status(), StatusCode::ACCEPTED);
    }
    throttled(forgot("ida@example.org").await, "rate_limited", "passwords_forgotten", 2).await;
}
