//! Signing up: what is taken, what becomes of a guest, and that an address has one account however many come at once.

use ai_tale::domain::Timestamp;
use futures_util::future::join_all;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};

use super::checks::{fields, items, post, refused, session, stories_of, throttled, tokens, wish};
use crate::kit::{Reader, Server};

pub const PASSWORD: &str = "three lanterns under the moss";

/// What somebody signs up with.
pub fn form(email: &str) -> Value {
    json!({ "email": email, "password": PASSWORD, "display_name": "Mira" })
}

/// A reader who signed up.
pub async fn member(server: &Server, email: &str) -> Reader {
    of_session(server, session(post(server, "/v1/auth/register", &form(email)).await, 201).await).await
}

/// A reader with the tokens of a session.
pub async fn of_session(server: &Server, body: Value) -> Reader {
    let text = |key: &str| body[key].as_str().unwrap().to_owned();
    Reader {
        base: server.readers.clone(),
        token: text("access_token"),
        refresh_token: text("refresh_token"),
        client: reqwest::Client::new(),
    }
}

#[tokio::test]
async fn who_signs_up_is_signed_in() {
    let server = Server::start().await;
    let body = session(post(&server, "/v1/auth/register", &form("Mira@Example.org")).await, 201).await;
    let user = &body["user"];
    assert_eq!((&user["tier"], &user["verified"]), (&json!("free"), &json!(false)));
    assert_eq!((&user["email"], &user["display_name"]), (&json!("Mira@example.org"), &json!("Mira")));
    let reader = of_session(&server, body.clone()).await;
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!(&me, user);
    let renewed = post(&server, "/v1/auth/refresh", &json!({ "refresh_token": reader.refresh_token })).await;
    assert_eq!(session(renewed, 200).await["user"], *user);
    let logins = items(&reader, "/v1/me/logins").await;
    assert_eq!((logins.len(), &logins[0]["outcome"]), (1, &json!("registered")));
    assert_eq!(logins[0]["network"], "127.0.0.0/24");
}

#[tokio::test]
async fn a_guest_who_signs_up_keeps_their_stories() {
    let server = Server::start().await;
    let guest = server.guest().await;
    let story = guest.wish(&wish()).await;
    let before: Value = guest.get("/v1/me").await.json().await.unwrap();
    let body = session(guest.post("/v1/auth/register", &form("mira@example.org")).await, 201).await;
    assert_eq!(body["user"]["id"], before["id"]);
    assert_eq!(body["user"]["tier"], "free");
    let reader = of_session(&server, body).await;
    assert_eq!(reader.story(&story).await["id"], story);
    assert_eq!(stories_of(&reader).await, 1);
    refused(guest.get("/v1/me").await, 401, "invalid_token").await;
    let renew = json!({ "refresh_token": guest.refresh_token });
    refused(post(&server, "/v1/auth/refresh", &renew).await, 401, "invalid_token").await;
    refused(reader.post("/v1/auth/register", &form("noa@example.org")).await, 409, "already_registered").await;
    refused(guest.post("/v1/auth/register", &form("noa@example.org")).await, 401, "invalid_token").await;
}

#[tokio::test]
async fn one_of_a_guest_s_sign_ups_counts() {
    let server = Server::start_with(&[("AUTH__ARGON2__WAITING", "200")]).await;
    let guest = server.guest().await;
    let before: Value = guest.get("/v1/me").await.json().await.unwrap();
    let forms: Vec<Value> = (0..20).map(|number| form(&format!("mira{number}@example.org"))).collect();
    let answers = join_all(forms.iter().map(|form| guest.post("/v1/auth/register", form))).await;
    let mut made = 0;
    for answer in answers {
        match answer.status() {
            StatusCode::CREATED => {
                made += 1;
                assert_eq!(answer.json::<Value>().await.unwrap()["user"]["id"], before["id"]);
            }
            // who came when the guest's session had ended already
            StatusCode::UNAUTHORIZED => drop(refused(answer, 401, "invalid_token").await),
            _ => drop(refused(answer, 409, "already_registered").await),
        }
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn one_of_a_hundred_gets_the_address() {
    let server = Server::start_with(&[("AUTH__ARGON2__WAITING", "200")]).await;
    let spellings = ["mira@example.org", "MIRA@example.org", "Mira@EXAMPLE.org", " mira@example.org "];
    let forms: Vec<Value> = (0..100).map(|number| form(spellings[number % spellings.len()])).collect();
    let answers = join_all(forms.iter().map(|form| post(&server, "/v1/auth/register", form))).await;
    let mut made = 0;
    for answer in answers {
        if answer.status() == StatusCode::CREATED {
            made += 1;
        } else {
            refused(answer, 409, "email_taken").await;
        }
    }
    assert_eq!(made, 1);
}

#[tokio::test]
async fn a_renewal_beside_it_leaves_no_guest() {
    let server = Server::start().await;
    for number in 0..10 {
        let guest = server.guest().await;
        let renew = json!({ "refresh_token": guest.refresh_token });
        let form = form(&format!("mira{number}@example.org"));
        let (made, renewed) =
            tokio::join!(guest.post("/v1/auth/register", &form), post(&server, "/v1/auth/refresh", &renew));
        assert_eq!(made.status(), StatusCode::CREATED);
        if renewed.status() == StatusCode::OK {
            // renewed before: what it got is the guest's, and has ended
            let guest = of_session(&server, renewed.json().await.unwrap()).await;
            refused(guest.get("/v1/me").await, 401, "invalid_token").await;
        } else {
            refused(renewed, 401, "invalid_token").await;
        }
    }
}

#[tokio::test]
async fn forms_that_will_not_do_name_their_fields() {
    let server = Server::start().await;
    let named = async |change: Value| {
        let mut form = form("mira@example.org");
        form.as_object_mut().unwrap().extend(change.as_object().unwrap().clone());
        fields(&refused(post(&server, "/v1/auth/register", &form).await, 422, "invalid_request").await)
    };
    let pair = |field: &str, code: &str| vec![(field.to_owned(), code.to_owned())];
    assert_eq!(named(json!({ "email": "mira" })).await, pair("email", "invalid_email"));
    assert_eq!(named(json!({ "password": "short" })).await, pair("password", "too_short"));
    assert_eq!(named(json!({ "password": "x".repeat(60_000) })).await, pair("password", "too_long"));
    assert_eq!(named(json!({ "password": "password123" })).await, pair("password", "too_easy"));
    assert_eq!(named(json!({ "display_name": "x".repeat(41) })).await, pair("display_name", "too_long"));
    assert_eq!(named(json!({ "password": 12_345_678 })).await, pair("password", "invalid_type"));
    let mut without = form("mira@example.org");
    without.as_object_mut().unwrap().remove("email");
    let refusal = refused(post(&server, "/v1/auth/register", &without).await, 422, "invalid_request").await;
    assert_eq!(fields(&refusal), pair("email", "missing_field"));
    let mut nameless = form("mira@example.org");
    nameless["display_name"] = json!("");
    refused(post(&server, "/v1/auth/register", &nameless).await, 422, "empty").await;
    let huge = json!({ "password": "x".repeat(70_000) });
    refused(post(&server, "/v1/auth/register", &huge).await, 413, "body_too_large").await;
}

#[tokio::test]
async fn nobody_signs_up_as_more_than_they_are() {
    let server = Server::start().await;
    for (field, value) in [
        ("tier", json!("gold")),
        ("scopes", json!(["operator"])),
        ("scope", json!("operator")),
        ("id", json!("0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")),
        ("user_id", json!("0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")),
        ("verified", json!(true)),
        ("verified_at", json!("2026-05-01T18:29:00Z")),
        ("created_at", json!("2026-05-01T18:29:00Z")),
    ] {
        let mut form = form("mira@example.org");
        form[field] = value.clone();
        let refusal = refused(post(&server, "/v1/auth/register", &form).await, 422, "invalid_request").await;
        assert_eq!(fields(&refusal), [(field.to_owned(), "unknown_field".to_owned())]);
        let reader = server.guest().await;
        for (method, path) in [(Method::PATCH, "/v1/me"), (Method::PUT, "/v1/me/preferences")] {
            let answer = reader.request(method, path).json(&json!({ field: value })).send().await.unwrap();
            refused(answer, 422, "invalid_request").await;
        }
    }
    let reader = member(&server, "mira@example.org").await;
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!((&me["tier"], &me["verified"]), (&json!("free"), &json!(false)));
    assert!(tokens(&server).verify_operator(&reader.token, Timestamp::now()).unwrap().scopes.is_empty());
}

#[tokio::test]
async fn line_breaks_and_statements_are_words_or_refused() {
    let server = Server::start().await;
    let breaks =
        ["mira@example.org\r\nBcc: noa@example.org", "mira@example.org\nX: y", "mira\r@example.org", "mira%0a@\0"];
    for email in breaks {
        let refusal = refused(post(&server, "/v1/auth/register", &form(email)).await, 422, "invalid_request").await;
        assert_eq!(fields(&refusal)[0].1, "invalid_email", "{email:?}");
    }
    let mut in_name = form("mira@example.org");
    in_name["display_name"] = json!("Mira\r\nBcc: noa@example.org");
    let body = session(post(&server, "/v1/auth/register", &in_name).await, 201).await;
    assert_eq!(body["user"]["display_name"], "Mira Bcc: noa@example.org", "one line, whatever was typed");
    let statement = "'; DROP TABLE users; --";
    let mut in_sql = form("o'neil'--@example.org");
    in_sql["display_name"] = json!(statement);
    let reader = of_session(&server, session(post(&server, "/v1/auth/register", &in_sql).await, 201).await).await;
    let me: Value = reader.get("/v1/me").await.json().await.unwrap();
    assert_eq!((&me["display_name"], &me["email"]), (&json!(statement), &json!("o'neil'--@example.org")));
    for email in ["' OR '1'='1", "mira@example.org' OR 1=1 --", "\" OR \"\"=\""] {
        let call = json!({ "email": email, "password": "' OR '1'='1" });
        refused(post(&server, "/v1/auth/login", &call).await, 401, "invalid_credentials").await;
    }
    for path in ["/v1/auth/verify", "/v1/auth/password/reset"] {
        let call = json!({ "token": "' OR used_at IS NULL --" });
        let mut call = call.as_object().unwrap().clone();
        if path.ends_with("reset") {
            call.insert("password".to_owned(), json!(PASSWORD));
        }
        refused(post(&server, path, &Value::Object(call)).await, 400, "invalid_link").await;
    }
    assert_eq!(reader.get("/v1/me").await.status(), StatusCode::OK);
}

#[tokio::test]
async fn sign_ups_of_one_place_are_limited() {
    let server = Server::start_with(&[("LIMITS__REGISTRATIONS_PER_ADDRESS_PER_HOUR", "3")]).await;
    for _ in 0..3 {
        let answer = post(&server, "/v1/auth/register", &form("mira@example.org")).await;
        assert!([StatusCode::CREATED, StatusCode::CONFLICT].contains(&answer.status()));
    }
    throttled(post(&server, "/v1/auth/register", &form("noa@example.org")).await, "rate_limited", "registrations", 3)
        .await;
}

#[tokio::test]
async fn no_other_site_signs_anybody_up_or_in() {
    let server = Server::start().await;
    member(&server, "mira@example.org").await;
    let client = reqwest::Client::new();
    for path in ["/v1/auth/register", "/v1/auth/login"] {
        let mut body = form("noa@example.org");
        if path.ends_with("login") {
            body = json!({ "email": "mira@example.org", "password": PASSWORD });
        }
        body["session"] = json!("cookie");
        let call = |name: &'static str, value: &'static str| {
            client.post(format!("{}{path}", server.readers)).json(&body).header(name, value).send()
        };
        refused(call("sec-fetch-site", "cross-site").await.unwrap(), 403, "cross_site").await;
        refused(call("origin", "https://elsewhere.example").await.unwrap(), 403, "cross_site").await;
        let answer = call("sec-fetch-site", "same-origin").await.unwrap();
        assert!(answer.status().is_success());
        let lines: Vec<String> =
            answer.headers().get_all("set-cookie").iter().map(|line| line.to_str().unwrap().to_owned()).collect();
        assert_eq!(lines.len(), 4);
        let device = lines.last().unwrap();
        assert!(device.starts_with("tale_device=") && device.contains("; Path=/v1/auth;"), "{device}");
        assert!(device.contains("; HttpOnly;") && device.contains("SameSite=Strict"), "{device}");
        let body: Value = answer.json().await.unwrap();
        assert_eq!((&body["access_token"], &body["refresh_token"]), (&Value::Null, &Value::Null));
    }
}

#[tokio::test]
async fn a_page_renews_before_it_signs_up() {
    let server = Server::start().await;
    let guest = server.guest().await;
    let cookie = format!("tale_refresh={}", guest.refresh_token);
    let call = reqwest::Client::new().post(format!("{}/v1/auth/register", server.readers)).header("cookie", cookie);
    let call = call.header("sec-fetch-site", "same-origin").json(&form("mira@example.org"));
    refused(call.send().await.unwrap(), 401, "invalid_token").await;
}
