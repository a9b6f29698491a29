//! Signing in: nobody learns who has an account, and its owner learns who tried.

use std::fs;
use std::path::{Path, PathBuf};

use ai_tale::accounts::Scope;
use futures_util::future::join_all;
use reqwest::{Response, StatusCode};
use serde_json::{Value, json};

use super::checks::{eventually, items, operator, post, refused, session, throttled};
use super::registration::{PASSWORD, form, member, of_session};
use crate::kit::{Reader, Server};

async fn login(server: &Server, email: &str, password: &str) -> Response {
    post(server, "/v1/auth/login", &json!({ "email": email, "password": password })).await
}

#[tokio::test]
async fn a_member_comes_in_by_their_password() {
    let server = Server::start().await;
    let first = member(&server, "mira@example.org").await;
    let body = session(login(&server, " MIRA@example.org", PASSWORD).await, 200).await;
    let reader = of_session(&server, body.clone()).await;
    assert_eq!(body["expires_in"], 900);
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!(me, body["user"]);
    assert_eq!(first.get("/v1/me").await.status(), StatusCode::OK, "sessions are beside each other");
}

/// What tells two refusals apart, but for the request's id and the clock.
async fn seen(answer: Response) -> (u16, Vec<String>, Value) {
    let status = answer.status().as_u16();
    let mut names: Vec<String> = answer.headers().keys().map(ToString::to_string).collect();
    names.sort();
    let mut body: Value = answer.json().await.unwrap();
    body["request_id"] = json!("");
    (status, names, body)
}

#[tokio::test]
async fn nobody_learns_who_has_an_account() {
    let server = Server::start().await;
    member(&server, "mira@example.org").await;
    let known = seen(login(&server, "mira@example.org", "not the password").await).await;
    for (email, password) in [
        ("noa@example.org", "not the password"),
        ("noa@example.org", PASSWORD),
        ("no address", PASSWORD),
        ("", ""),
        ("mira@example.org", ""),
        ("mira@example.org", &"x".repeat(60_000)),
    ] {
        assert_eq!(seen(login(&server, email, password).await).await, known, "{email}");
    }
    refused(login(&server, "noa@example.org", "x").await, 401, "invalid_credentials").await;
    for path in ["/v1/auth/password/forgot"] {
        for email in ["mira@example.org", "noa@example.org", "no address", ""] {
            let answer = post(&server, path, &json!({ "email": email })).await;
            assert_eq!(answer.status(), StatusCode::ACCEPTED, "{email}");
            assert_eq!(answer.text().await.unwrap(), "");
        }
    }
}

#[tokio::test]
async fn guesses_are_slowed_down_alike() {
    let server = Server::start().await;
    member(&server, "mira@example.org").await;
    for email in ["noa@example.org", "mira@example.org"] {
        let mut tries = 0;
        let refusal = loop {
            let answer = login(&server, email, "not the password").await;
            if answer.status() == StatusCode::TOO_MANY_REQUESTS {
                break answer;
            }
            refused(answer, 401, "invalid_credentials").await;
            tries += 1;
            assert!(tries < 20, "nothing slows this down");
        };
        assert!(tries >= 5, "a slip is no attack");
        throttled(refusal, "rate_limited", "sign_ins", 1).await;
    }
    refused(login(&server, "mira@example.org", PASSWORD).await, 429, "rate_limited").await;
}

#[tokio::test]
async fn an_owner_sees_who_tried() {
    let server = Server::start().await;
    let reader = member(&server, "mira@example.org").await;
    let other = member(&server, "noa@example.org").await;
    let firefox = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    let call = |password: &str| {
        let call = reqwest::Client::new().post(format!("{}/v1/auth/login", server.readers));
        call.header("user-agent", firefox).json(&json!({ "email": "mira@example.org", "password": password })).send()
    };
    refused(call("not the password").await.unwrap(), 401, "invalid_credentials").await;
    let began = session(call(PASSWORD).await.unwrap(), 200).await;
    let logins = items(&reader, "/v1/me/logins").await;
    let outcomes: Vec<&str> = logins.iter().map(|login| login["outcome"].as_str().unwrap()).collect();
    assert_eq!(outcomes, ["succeeded", "wrong_password", "registered"]);
    assert_eq!(logins[0]["device"], json!({ "browser": "firefox", "os": "windows", "kind": "desktop" }));
    assert_eq!((&logins[0]["network"], &logins[1]["session_id"]), (&json!("127.0.0.0/24"), &Value::Null));
    let sessions = items(&of_session(&server, began).await, "/v1/me/sessions").await;
    assert_eq!((sessions[0]["is_current"].clone(), &sessions[0]["id"]), (json!(true), &logins[0]["session_id"]));
    assert_eq!(items(&other, "/v1/me/logins").await.len(), 1);
    let page: Value = reader.get("/v1/me/logins?limit=2").await.json().await.unwrap();
    let rest = format!("/v1/me/logins?cursor={}", page["next_cursor"].as_str().unwrap());
    assert_eq!(items(&reader, &rest).await, logins[2..]);
}

#[tokio::test]
async fn facts_of_members_reach_analytics() {
    let server = Server::start().await;
    member(&server, "mira@example.org").await;
    session(login(&server, "mira@example.org", PASSWORD).await, 200).await;
    refused(login(&server, "mira@example.org", "not the password").await, 401, "invalid_credentials").await;
    server.guest().await;
    let operator = operator(&server, &[Scope::Analytics]);
    eventually(async || (operator.count("user.login").await == 2).then_some(())).await;
    assert_eq!(operator.count("user.registered").await, 1, "a guest is told to nobody");
}

#[tokio::test]
async fn a_flood_of_sign_ins_stops_no_story() {
    let server = Server::start_with(&[("AUTH__ARGON2__WAITING", "2"), ("AUTH__ARGON2__MEMORY_KIB", "131072")]).await;
    let reader = server.guest().await;
    let flood = (0..60).map(|number| login_as(&server, number));
    let flood = join_all(flood);
    let (answers, story) = tokio::join!(flood, async { reader.wish_for_scenes(1).await });
    let mut busy = 0;
    for answer in answers {
        if answer.status() == StatusCode::SERVICE_UNAVAILABLE {
            assert!(answer.headers().contains_key("retry-after"));
            refused(answer, 503, "sign_ins_busy").await;
            busy += 1;
        } else {
            assert!([401, 429].contains(&answer.status().as_u16()));
        }
    }
    assert!(busy > 0, "the queue has an end");
    assert!(reader.whole(&story).await.last().unwrap().is_last());
}

async fn login_as(server: &Server, number: u32) -> Response {
    login(server, &format!("reader{number}@example.org"), "not the password").await
}

#[tokio::test]
async fn nothing_of_a_member_lies_open() {
    let server = Server::start().await;
    let mut form = form("unmistakable.mira@example.org");
    form["display_name"] = json!("Xanthippe Quicksilver");
    let reader = of_session(&server, session(post(&server, "/v1/auth/register", &form).await, 201).await).await;
    session(login(&server, "unmistakable.mira@example.org", PASSWORD).await, 200).await;
    post(&server, "/v1/auth/password/forgot", &json!({ "email": "unmistakable.mira@example.org" })).await;
    renamed(&reader, "Zenobia Windflower").await;
    let folder = server.stop().await.unwrap();
    let words = ["unmistakable", "Xanthippe", "Quicksilver", "Zenobia", "127.0.0.0/24", PASSWORD, "lanterns"];
    let mut files = 0;
    for path in all_files(folder.path()) {
        // mails lie open where a folder stands for the mail server
        if path.extension().is_some_and(|name| name == "eml") {
            continue;
        }
        let content = fs::read(&path).unwrap();
        files += 1;
        for word in words {
            let found = content.windows(word.len()).any(|bytes| bytes.eq_ignore_ascii_case(word.as_bytes()));
            assert!(!found, "{word} in {}", path.display());
        }
    }
    assert!(files > 5, "{files} files");
}

async fn renamed(reader: &Reader, name: &str) {
    let call = reader.request(reqwest::Method::PATCH, "/v1/me").json(&json!({ "display_name": name }));
    let me: Value = call.send().await.unwrap().json().await.unwrap();
    assert_eq!(me["display_name"], name);
}

fn all_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { files.extend(all_files(&path)) } else { files.push(path) }
    }
    files
}
