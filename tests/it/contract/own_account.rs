//! What is a reader's own: name, password, sessions, and what their wishes get; nobody else's.

use reqwest::{Method, Response, StatusCode};
use serde_json::{Value, json};

use super::checks::{SILENT, fields, items, post, refused, session, started, wish};
use super::registration::{PASSWORD, member, of_session};
use crate::kit::{Reader, Server};

const OTHER: &str = "the heron keeps a blue umbrella";

async fn send(reader: &Reader, method: Method, path: &str, body: &Value) -> Response {
    reader.request(method, path).json(body).send().await.unwrap()
}

async fn signed_in(server: &Server) -> Reader {
    let call = json!({ "email": "mira@example.org", "password": PASSWORD });
    of_session(server, session(post(server, "/v1/auth/login", &call).await, 200).await).await
}

async fn change_password(reader: &Reader, current: &str, new: &str) -> Response {
    reader.post("/v1/me/password", &json!({ "current": current, "new": new })).await
}

#[tokio::test]
async fn a_member_is_called_as_they_wish() {
    let server = Server::start().await;
    let reader = member(&server, "mira@example.org").await;
    let rename = async |name: &str| send(&reader, Method::PATCH, "/v1/me", &json!({ "display_name": name })).await;
    let me: Value = rename("  No\u{301}a \n Fox ").await.json().await.unwrap();
    assert_eq!(me["display_name"], "N\u{f3}a Fox");
    assert_eq!(reader.get("/v1/me").await.json::<Value>().await.unwrap(), me);
    refused(rename(" ").await, 422, "empty").await;
    refused(rename("a\u{202e}b").await, 422, "forbidden_character").await;
    refused(rename(&"x".repeat(41)).await, 422, "invalid_request").await;
    let guest = server.guest().await;
    let answer = send(&guest, Method::PATCH, "/v1/me", &json!({ "display_name": "Noa" })).await;
    refused(answer, 409, "not_registered").await;
    refused(change_password(&guest, PASSWORD, OTHER).await, 409, "not_registered").await;
}

#[tokio::test]
async fn another_password_ends_the_other_sessions() {
    let server = Server::start_with(&[SILENT]).await;
    let (reader, other) = (member(&server, "mira@example.org").await, signed_in(&server).await);
    let story = other.wish(&wish()).await;
    started(&other, &story).await;
    let stream = other.request(Method::GET, &format!("/v1/stories/{story}/events"));
    let stream = stream.header("accept", "text/event-stream").send().await.unwrap();
    let wrong = refused(change_password(&reader, OTHER, OTHER).await, 422, "invalid_request").await;
    assert_eq!(fields(&wrong), [("current".to_owned(), "wrong_password".to_owned())]);
    let weak = refused(change_password(&reader, PASSWORD, "password1").await, 422, "invalid_request").await;
    assert_eq!(fields(&weak), [("new".to_owned(), "too_easy".to_owned())]);
    assert_eq!(change_password(&reader, PASSWORD, OTHER).await.status(), StatusCode::NO_CONTENT);
    stream.text().await.unwrap();
    refused(other.get("/v1/me").await, 401, "invalid_token").await;
    assert_eq!(reader.get("/v1/me").await.status(), StatusCode::OK);
    let login = |password: &str| json!({ "email": "mira@example.org", "password": password });
    refused(post(&server, "/v1/auth/login", &login(PASSWORD)).await, 401, "invalid_credentials").await;
    session(post(&server, "/v1/auth/login", &login(OTHER)).await, 200).await;
}

#[tokio::test]
async fn a_password_is_not_guessed_in_a_session() {
    let server = Server::start().await;
    let reader = member(&server, "mira@example.org").await;
    for _ in 0..10 {
        refused(change_password(&reader, "a guess that is wrong", OTHER).await, 422, "invalid_request").await;
    }
    refused(change_password(&reader, "a guess that is wrong", OTHER).await, 429, "rate_limited").await;
}

#[tokio::test]
async fn sessions_are_listed_and_ended_by_their_reader() {
    let server = Server::start().await;
    let (reader, second) = (member(&server, "mira@example.org").await, signed_in(&server).await);
    let stranger = member(&server, "noa@example.org").await;
    let sessions = items(&reader, "/v1/me/sessions").await;
    let current: Vec<bool> = sessions.iter().map(|session| session["is_current"].as_bool().unwrap()).collect();
    assert_eq!(current, [false, true], "newest first");
    let path = format!("/v1/me/sessions/{}", sessions[0]["id"].as_str().unwrap());
    for other in [&stranger, &server.guest().await] {
        refused(send(other, Method::DELETE, &path, &json!({})).await, 404, "not_found").await;
    }
    assert_eq!(second.get("/v1/me").await.status(), StatusCode::OK);
    assert_eq!(reader.request(Method::DELETE, &path).send().await.unwrap().status(), StatusCode::NO_CONTENT);
    refused(second.get("/v1/me").await, 401, "invalid_token").await;
    let renew = json!({ "refresh_token": second.refresh_token });
    refused(post(&server, "/v1/auth/refresh", &renew).await, 401, "invalid_token").await;
    refused(reader.request(Method::DELETE, &path).send().await.unwrap(), 404, "not_found").await;
    refused(reader.request(Method::DELETE, "/v1/me/sessions/x").send().await.unwrap(), 404, "not_found").await;
    assert_eq!(items(&reader, "/v1/me/sessions").await.len(), 1);
    let guest = items(&server.guest().await, "/v1/me/sessions").await;
    assert_eq!((&guest[0]["device"], &guest[0]["network"]), (&Value::Null, &Value::Null));
}

#[tokio::test]
async fn preferences_fill_what_a_wish_leaves_out() {
    let server = Server::start_with(&[SILENT]).await;
    let (reader, other) = (server.guest().await, server.guest().await);
    let put = async |body: Value| send(&reader, Method::PUT, "/v1/me/preferences", &body).await;
    let request = async |reader: &Reader, wish: Value| {
        let id = reader.wish(&wish).await;
        reader.story(&id).await["request"].clone()
    };
    assert_eq!(reader.get("/v1/me/preferences").await.json::<Value>().await.unwrap(), json!({}));
    let wanted = json!({ "age_group": "9-12", "style": "night", "language": "en", "scenes": 3 });
    assert_eq!(
        put(json!({ "age_group": "9-12", "style": "night", "language": " EN", "scenes": 3 }))
            .await
            .json::<Value>()
            .await
            .unwrap(),
        wanted
    );
    assert_eq!(reader.get("/v1/me/preferences").await.json::<Value>().await.unwrap(), wanted);
    let told = request(&reader, json!({ "theme": "a fox" })).await;
    assert_eq!((&told["age_group"], &told["style"], &told["scenes"]), (&json!("9-12"), &json!("night"), &json!(3)));
    let told = request(&reader, json!({ "theme": "an owl", "style": "crayon", "scenes": 2 })).await;
    assert_eq!((&told["style"], &told["scenes"]), (&json!("crayon"), &json!(2)), "what is said counts");
    let told = request(&other, json!({ "theme": "a fox" })).await;
    assert_eq!((&told["style"], &told["scenes"]), (&json!("watercolor"), &json!(6)));
    refused(put(json!({ "scenes": 33 })).await, 422, "invalid_request").await;
    refused(put(json!({ "style": "oil" })).await, 422, "invalid_request").await;
    refused(put(json!({ "language": "tlh" })).await, 422, "unsupported_language").await;
    refused(put(json!({ "theme": "a fox" })).await, 422, "invalid_request").await;
    assert_eq!(
        reader.get("/v1/me/preferences").await.json::<Value>().await.unwrap(),
        wanted,
        "a refusal changes nothing"
    );
    assert_eq!(put(json!({})).await.json::<Value>().await.unwrap(), json!({}));
}
