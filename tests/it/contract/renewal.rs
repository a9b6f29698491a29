//! Staying signed in: refresh tokens, by body and by cookie.

use futures_util::future::join_all;
use reqwest::StatusCode;
use serde_json::{Value, json};

use super::checks::{post, refused, session, wish};
use crate::kit::{Reader, Server};

#[tokio::test]
async fn a_refresh_token_used_twice_gives_siblings() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    let call = json!({ "refresh_token": reader.refresh_token });
    let first = session(post(&server, "/v1/auth/refresh", &call).await, 200).await;
    let sibling = session(post(&server, "/v1/auth/refresh", &call).await, 200).await;
    assert_ne!(first["refresh_token"], reader.refresh_token.as_str());
    assert_ne!(first["refresh_token"], sibling["refresh_token"]);
    for tokens in [&first, &sibling] {
        let renewed = Reader { token: tokens["access_token"].as_str().unwrap().to_owned(), ..reader.clone() };
        assert_eq!(renewed.story(&id).await["id"], id.as_str());
        let next = json!({ "refresh_token": tokens["refresh_token"] });
        session(post(&server, "/v1/auth/refresh", &next).await, 200).await;
    }
    for token in ["", "garbage", reader.token.as_str()] {
        refused(post(&server, "/v1/auth/refresh", &json!({ "refresh_token": token })).await, 401, "invalid_token")
            .await;
    }
    let wrong = post(&server, "/v1/auth/refresh", &json!({ "refresh_token": 7 })).await;
    refused(wrong, 422, "invalid_request").await;
}

#[tokio::test]
async fn who_gets_no_sibling_is_not_called_back() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let call = json!({ "refresh_token": reader.refresh_token });
    let answers = join_all((0..17).map(|_| post(&server, "/v1/auth/refresh", &call))).await;
    let (renewed, others): (Vec<_>, Vec<_>) = answers.into_iter().partition(|answer| answer.status() == StatusCode::OK);
    assert_eq!((renewed.len(), others.len()), (16, 1));
    for other in others {
        // who came again by it would come after the grace, and end the session of all
        assert!(!other.headers().contains_key("retry-after"), "{:?}", other.headers());
        refused(other, 409, "already_renewed").await;
    }
}

#[tokio::test]
async fn only_our_own_page_moves_sessions_into_cookies() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let into_cookies = json!({ "refresh_token": reader.refresh_token, "session": "cookie" });
    let call = || reader.client.post(format!("{}/v1/auth/refresh", server.readers)).json(&into_cookies);
    refused(call().header("sec-fetch-site", "cross-site").send().await.unwrap(), 403, "cross_site").await;
    let moved = call().header("sec-fetch-site", "same-origin").send().await.unwrap();
    assert_eq!(moved.headers().get_all("set-cookie").iter().count(), 3);
    assert_eq!(session(moved, 200).await["refresh_token"], Value::Null);
}

#[tokio::test]
async fn a_session_of_another_scheme_is_forgotten() {
    let server = Server::start_with(&[("HTTP__PUBLIC_URL", "https://tale.example")]).await;
    let renew = |origin: &str| {
        let call = reqwest::Client::new().post(format!("{}/v1/auth/refresh", server.readers));
        call.header("cookie", "tale_signed_in=1; tale_refresh=of-before").header("origin", origin.to_owned()).send()
    };
    let ours = renew("https://tale.example").await.unwrap();
    let lines: Vec<_> = ours.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap()).collect();
    let gone = "_signed_in=; Path=/; Max-Age=0; SameSite=Strict";
    assert_eq!(lines, [format!("tale{gone}"), format!("__Host-tale{gone}; Secure")]);
    refused(ours, 401, "unauthorized").await;
    let theirs = renew("https://elsewhere.example").await.unwrap();
    assert!(!theirs.headers().contains_key("set-cookie"), "another site signs nobody out");
    refused(theirs, 401, "unauthorized").await;
}
