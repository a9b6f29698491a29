//! Wishes that can't be told: each is refused with its status, code and field, and nothing of it is stored.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use super::checks::{fields, refused, stories_of, throttled, wish};
use crate::kit::{Reader, Server};

/// What is refused: a name for the failure's message, the body, and the field and code that are named.
type Case = (&'static str, Value, &'static str, &'static str);

/// The wish with one field changed.
fn with(field: &str, value: Value) -> Value {
    let mut wish = wish();
    wish[field] = value;
    wish
}

fn hero(field: &str, value: Value) -> Value {
    let mut hero = json!({ "name": "Mira", "kind": "fox", "traits": ["curious"], "look": "red scarf" });
    hero[field] = value;
    with("characters", json!([hero]))
}

fn heroes(count: usize) -> Value {
    with("characters", (0..count).map(|number| json!({ "name": format!("Mira the {number}") })).collect())
}

async fn send(reader: &Reader, media_type: Option<&str>, body: impl Into<Vec<u8>>) -> Response {
    let request = reader.request(Method::POST, "/v1/stories").body(body.into());
    let request = match media_type {
        Some(media_type) => request.header("content-type", media_type),
        None => request,
    };
    request.send().await.unwrap()
}

async fn refuse_all(cases: Vec<Case>, code: impl Fn(&Case) -> &'static str) {
    let server = Server::start().await;
    let reader = server.guest().await;
    for case in cases {
        let (name, body, field, field_code) = &case;
        println!("{name}");
        let document = refused(reader.post("/v1/stories", body).await, 422, code(&case)).await;
        assert_eq!(fields(&document), [((*field).to_owned(), (*field_code).to_owned())], "{name}");
    }
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn what_is_no_json_is_a_bad_request() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let nested = |opening: &str| opening.repeat(20_000);
    let bodies: Vec<(&str, Vec<u8>)> = vec![
        ("nothing", Vec::new()),
        ("half an object", br#"{"theme": "a fox""#.to_vec()),
        ("two objects", br#"{"theme": "a fox"} {}"#.to_vec()),
        ("a trailing comma", br#"{"theme": "a fox",}"#.to_vec()),
        ("a comment", br#"{"theme": "a fox"} // please"#.to_vec()),
        ("not a number", br#"{"theme": "a fox", "scenes": NaN}"#.to_vec()),
        ("not UTF-8", b"{\"theme\": \"a f\xffox\"}".to_vec()),
        ("an overlong encoding", b"{\"theme\": \"a \xc0\xaf fox\"}".to_vec()),
        ("UTF-16", "{\"theme\": \"a fox\"}".encode_utf16().flat_map(u16::to_le_bytes).collect()),
        ("a repeated key", br#"{"theme": "a fox", "theme": "a bear"}"#.to_vec()),
        ("a repeated key, escaped", br#"{"theme": "a fox", "th\u0065me": "a bear"}"#.to_vec()),
        ("a repeated key below", br#"{"theme": "a fox", "characters": [{"name": "A", "name": "B"}]}"#.to_vec()),
        ("open brackets", nested("[").into_bytes()),
        ("open objects", format!("{}{}", r#"{"theme":"#, nested("[")).into_bytes()),
        ("deep objects", r#"{"a":"#.repeat(8_000).into_bytes()),
        ("a lone surrogate", br#"{"theme": "a \ud83d fox"}"#.to_vec()),
        ("a low surrogate first", br#"{"theme": "a \udc00\ud800 fox"}"#.to_vec()),
        ("a raw control character", b"{\"theme\": \"a \x07 fox\"}".to_vec()),
    ];
    for (name, body) in bodies {
        println!("{name}");
        refused(send(&reader, Some("application/json"), body).await, 400, "malformed_json").await;
    }
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn json_of_the_wrong_shape_names_its_field() {
    let cases: Vec<Case> = vec![
        ("a list", json!([wish()]), "", "invalid_type"),
        ("a text", json!("a fox"), "", "invalid_type"),
        ("null", Value::Null, "", "invalid_type"),
        ("no theme", json!({ "scenes": 2 }), "theme", "missing_field"),
        ("no name", with("characters", json!([{ "kind": "fox" }])), "characters[0].name", "missing_field"),
        ("a number as theme", with("theme", json!(7)), "theme", "invalid_type"),
        ("null as theme", with("theme", Value::Null), "theme", "invalid_type"),
        ("a list as theme", with("theme", json!(["a fox"])), "theme", "invalid_type"),
        ("an object as theme", with("theme", json!({ "text": "a fox" })), "theme", "invalid_type"),
        ("a text as scenes", with("scenes", json!("6")), "scenes", "invalid_type"),
        ("a fraction as scenes", with("scenes", json!(2.5)), "scenes", "invalid_type"),
        ("negative scenes", with("scenes", json!(-1)), "scenes", "invalid_value"),
        ("a text as seed", with("seed", json!("7")), "seed", "invalid_type"),
        ("a text as characters", with("characters", json!("Mira")), "characters", "invalid_type"),
        ("a text as character", with("characters", json!(["Mira"])), "characters[0]", "invalid_type"),
        ("a text as traits", hero("traits", json!("curious")), "characters[0].traits", "invalid_type"),
        ("a number as trait", hero("traits", json!([1])), "characters[0].traits[0]", "invalid_type"),
        ("an unknown field", with("colour", json!("red")), "colour", "unknown_field"),
        ("another case", with("Theme", json!("a bear")), "Theme", "unknown_field"),
        ("an unknown field below", hero("age", json!(5)), "characters[0].age", "unknown_field"),
        ("an unknown style", with("style", json!("oil")), "style", "unknown_value"),
        ("a style's other case", with("style", json!("Night")), "style", "unknown_value"),
        ("an unknown age", with("age_group", json!("0-99")), "age_group", "unknown_value"),
        ("0 scenes", with("scenes", json!(0)), "scenes", "out_of_range"),
        ("33 scenes", with("scenes", json!(33)), "scenes", "out_of_range"),
        ("a seed beyond 2^53 - 1", with("seed", json!(1_u64 << 53)), "seed", "out_of_range"),
        ("501 characters", with("theme", json!("fox ".repeat(125) + "s")), "theme", "too_long"),
        ("9 characters", heroes(9), "characters", "too_many"),
        ("a name of 41", hero("name", json!("a".repeat(41))), "characters[0].name", "too_long"),
        ("a kind of 41", hero("kind", json!("a".repeat(41))), "characters[0].kind", "too_long"),
        ("a trait of 41", hero("traits", json!(["a".repeat(41)])), "characters[0].traits[0]", "too_long"),
        ("a look of 121", hero("look", json!("a".repeat(121))), "characters[0].look", "too_long"),
        ("6 traits", hero("traits", json!(["a", "b", "c", "d", "e", "f"])), "characters[0].traits", "too_many"),
        (
            "two of one name",
            with("characters", json!([{ "name": "Mira" }, { "name": " MIRA " }])),
            "characters[1].name",
            "duplicate_name",
        ),
        ("a number for a name", hero("name", json!("12345")), "characters[0].name", "invalid_name"),
        ("a picture for a name", hero("name", json!("🦄")), "characters[0].name", "invalid_name"),
    ];
    refuse_all(cases, |_| "invalid_request").await;
}

#[tokio::test]
async fn invisible_and_deceiving_texts_are_refused() {
    let mut cases: Vec<Case> = vec![
        ("empty", with("theme", json!("")), "theme", "empty"),
        ("white space", with("theme", json!(" \t\n\u{3000}\u{a0} ")), "theme", "empty"),
        ("zero width", with("theme", json!("\u{200b}\u{200d}\u{feff}\u{2060}")), "theme", "empty"),
        ("a filler", with("theme", json!("\u{3164}\u{2800}")), "theme", "empty"),
        ("an empty name", hero("name", json!("  ")), "characters[0].name", "empty"),
        ("an empty trait", hero("traits", json!(["\u{200b}"])), "characters[0].traits[0]", "empty"),
    ];
    for control in ["\u{0}", "\u{7}", "\u{1b}[31m", "\u{7f}", "\u{9b}", "\u{202e}", "\u{202a}", "\u{2066}", "\u{200f}"]
    {
        let text = json!(format!("a fox{control} in the wood"));
        cases.push(("in the theme", with("theme", text.clone()), "theme", "forbidden_character"));
        cases.push(("in a name", hero("name", text.clone()), "characters[0].name", "forbidden_character"));
        cases.push(("in a kind", hero("kind", text.clone()), "characters[0].kind", "forbidden_character"));
        cases.push(("in a trait", hero("traits", json!([text])), "characters[0].traits[0]", "forbidden_character"));
        cases.push(("in a look", hero("look", text), "characters[0].look", "forbidden_character"));
    }
    refuse_all(cases, |(_, _, _, code)| code).await;
}

#[tokio::test]
async fn unsafe_wishes_are_refused_in_every_field() {
    let unsafe_texts = [
        "murder them all with a gun",
        "naked sex",
        "kill myself",
        "n4k3d s3x",
        "k i l l  m y s e l f",
        "nаked sеx",
        "call 555-867-5309",
    ];
    let mut cases: Vec<Case> = Vec::new();
    for text in unsafe_texts {
        cases.push((text, with("theme", json!(text)), "theme", "content_rejected"));
        cases.push((text, hero("name", json!(text)), "characters[0].name", "content_rejected"));
        cases.push((text, hero("kind", json!(text)), "characters[0].kind", "content_rejected"));
        cases.push((text, hero("traits", json!([text])), "characters[0].traits[0]", "content_rejected"));
        cases.push((text, hero("look", json!(text)), "characters[0].look", "content_rejected"));
    }
    let server = Server::start().await;
    let reader = server.guest().await;
    for (name, body, field, _) in cases {
        let document = refused(reader.post("/v1/stories", &body).await, 422, "content_rejected").await;
        let fields: Vec<String> = fields(&document).into_iter().map(|(field, _)| field).collect();
        assert_eq!(fields, [field], "{name}");
        assert!(!document.to_string().contains(name), "a refusal does not repeat what was typed");
    }
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn an_unknown_language_is_unsupported() {
    let server = Server::start().await;
    let reader = server.guest().await;
    for language in ["tlh", "de", "zh-Hans", "xx-yy"] {
        let answer = reader.post("/v1/stories", &with("language", json!(language))).await;
        let document = refused(answer, 422, "unsupported_language").await;
        assert_eq!(fields(&document), [("language".to_owned(), "unsupported_language".to_owned())]);
    }
    for language in ["", "e", "../../etc/passwd", "en en", "english language", "😀"] {
        let answer = reader.post("/v1/stories", &with("language", json!(language))).await;
        let document = refused(answer, 422, "unsupported_language").await;
        assert_eq!(fields(&document)[0].0, "language", "{language}");
    }
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn words_in_no_offered_language_name_their_field() {
    let cases: Vec<Case> = vec![
        ("a theme", with("theme", json!("лиса боится темноты")), "theme", "unsupported_language"),
        ("a name", hero("name", json!("жила была одна лиса в лесу")), "characters[0].name", "unsupported_language"),
        ("a kind", hero("kind", json!("一只会飞的狐狸")), "characters[0].kind", "unsupported_language"),
        ("a trait", hero("traits", json!(["η αλεπού φοβάται"])), "characters[0].traits[0]", "unsupported_language"),
        ("a language", with("language", json!("tlh")), "language", "unsupported_language"),
    ];
    let server = Server::start().await;
    let reader = server.guest().await;
    for (name, body, field, code) in cases {
        let document = refused(reader.post("/v1/stories", &body).await, 422, code).await;
        assert_eq!(fields(&document), [(field.to_owned(), code.to_owned())], "{name}");
        let detail = document["errors"][0]["detail"].as_str().unwrap();
        assert!(detail.ends_with("stories are told in: English (en)"), "{name}: {detail}");
    }
}

#[tokio::test]
async fn every_wrong_field_is_named_at_once() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let body = json!({ "theme": "fox ".repeat(200), "scenes": 99, "seed": u64::MAX, "characters": [{ "name": "" }] });
    let document = refused(reader.post("/v1/stories", &body).await, 422, "invalid_request").await;
    let names: Vec<String> = fields(&document).into_iter().map(|(field, _)| field).collect();
    assert_eq!(names, ["theme", "characters[0].name", "scenes", "seed"]);
}

#[tokio::test]
async fn a_body_is_small_and_json() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let padded = |size: usize| {
        let mut body = wish().to_string().into_bytes();
        body.resize(size, b' ');
        body
    };
    let json = Some("application/json");
    refused(send(&reader, json, padded(64 * 1024 + 1)).await, 413, "body_too_large").await;
    refused(send(&reader, json, padded(1024 * 1024)).await, 413, "body_too_large").await;
    let chunked = futures_util::stream::iter((0..80).map(|_| Ok::<_, std::io::Error>(vec![b' '; 1024])));
    let request = reader.request(Method::POST, "/v1/stories").header("content-type", "application/json");
    let answer = request.body(reqwest::Body::wrap_stream(chunked)).send().await.unwrap();
    refused(answer, 413, "body_too_large").await;
    let others =
        ["text/plain", "application/x-www-form-urlencoded", "application/jsonp", "application/json; charset=latin1"];
    for media_type in others.into_iter().map(Some).chain([None]) {
        refused(send(&reader, media_type, wish().to_string()).await, 415, "unsupported_media_type").await;
    }
    for coding in ["gzip", "br", "identity, gzip", "aws-chunked"] {
        let request = reader.request(Method::POST, "/v1/stories").header("content-encoding", coding).json(&wish());
        let answer = request.send().await.unwrap();
        assert_eq!(answer.headers()["accept-encoding"], "identity");
        refused(answer, 415, "unsupported_media_type").await;
    }
    assert_eq!(stories_of(&reader).await, 0);
    let plain = reader.request(Method::POST, "/v1/stories").header("content-encoding", "identity").json(&wish());
    assert_eq!(plain.send().await.unwrap().status(), 202);
    for media_type in ["application/json", "Application/JSON; charset=UTF-8"] {
        assert_eq!(send(&reader, Some(media_type), padded(64 * 1024)).await.status(), 202);
    }
}

#[tokio::test]
async fn what_is_harmless_passes_as_it_was_meant() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader
        .wish(&json!({
            "theme": "  a  fox\tand a\nbe\u{301}ar  ", "scenes": 1, "age_group": null,
            "characters": [{ "name": "Zoe\u{308}", "kind": " ", "look": "a  hat" }],
        }))
        .await;
    let request = &reader.story(&id).await["request"];
    assert_eq!(request["theme"], "a fox and a béar");
    assert_eq!(request["characters"], json!([{ "name": "Zoë", "kind": "", "traits": [], "look": "a hat" }]));
    let longest = json!({ "theme": "ab ".repeat(166) + "ab", "scenes": 1, "seed": (1_u64 << 53) - 1 });
    assert_eq!(reader.post("/v1/stories", &longest).await.status(), 202);
    assert_eq!(reader.post("/v1/stories", &heroes(8)).await.status(), 202);
}

#[tokio::test]
async fn a_bad_idempotency_key_is_a_bad_request() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let long = "k".repeat(256);
    for key in ["", "two words", "ключ", long.as_str()] {
        let value = reqwest::header::HeaderValue::from_bytes(key.as_bytes()).unwrap();
        let request = reader.request(Method::POST, "/v1/stories").header("idempotency-key", value);
        refused(request.json(&wish()).send().await.unwrap(), 400, "bad_idempotency_key").await;
    }
    let twice =
        reader.request(Method::POST, "/v1/stories").header("idempotency-key", "a").header("idempotency-key", "b");
    refused(twice.json(&wish()).send().await.unwrap(), 400, "bad_idempotency_key").await;
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn refused_wishes_count_as_requests_alone() {
    let server =
        Server::start_with(&[("PLANS__GUEST__STORIES_PER_DAY", "1"), ("PLANS__GUEST__REQUESTS_PER_MINUTE", "4")]).await;
    let reader = server.guest().await;
    for _ in 0..3 {
        refused(reader.post("/v1/stories", &with("scenes", json!(0))).await, 422, "invalid_request").await;
    }
    reader.wish(&wish()).await;
    throttled(reader.post("/v1/stories", &wish()).await, "rate_limited", "requests", 4).await;
}

#[tokio::test]
async fn every_call_with_a_body_is_strict() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    for path in ["/v1/auth/guest", "/v1/auth/refresh", &format!("/v1/stories/{id}/progress")] {
        let send = async |media_type: &str, body: Vec<u8>| {
            let request = reader.request(Method::POST, path).header("content-type", media_type);
            request.body(body).send().await.unwrap()
        };
        let json = "application/json";
        let nested = "[".repeat(20_000);
        for body in [&b"{"[..], b"\xff\xfe", br#"{"a": 1, "a": 2}"#, br#"{"a": "\ud800"}"#, nested.as_bytes()] {
            refused(send(json, body.to_vec()).await, 400, "malformed_json").await;
        }
        let document = refused(send(json, br#"{"surprise": 1}"#.to_vec()).await, 422, "invalid_request").await;
        assert_eq!(fields(&document), [("surprise".to_owned(), "unknown_field".to_owned())]);
        refused(send(json, b"[]".to_vec()).await, 422, "invalid_request").await;
        refused(send(json, vec![b' '; 64 * 1024 + 1]).await, 413, "body_too_large").await;
        refused(send("text/plain", b"{}".to_vec()).await, 415, "unsupported_media_type").await;
    }
}
