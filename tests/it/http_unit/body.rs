//! Bodies: strict JSON, and their limits.

use std::time::Duration;

use ai_tale::domain::StoryWish;
use ai_tale::http::call::body::{self, Body};
use ai_tale::http::call::strict_json;
use futures_util::StreamExt;
use warp::http::HeaderMap;

use super::headers;

fn refused(body: &[u8]) -> (u16, &'static str, Vec<(String, String)>) {
    let problem = strict_json::parse::<StoryWish>(body).unwrap_err();
    let errors = problem.errors.into_iter().map(|error| (error.field, error.code.into_owned())).collect();
    (problem.code.status().as_u16(), problem.code.as_str(), errors)
}

#[test]
fn a_wish_is_read_from_strict_json() {
    let wish: StoryWish = strict_json::parse(
        br#" {"theme": "a fox", "age_group": "3-5", "style": null, "characters": [{"name": "Mira"}]} "#,
    )
    .unwrap();
    assert_eq!(wish.theme, "a fox");
    assert_eq!(wish.style, None);
    assert_eq!(wish.characters.unwrap()[0].name, "Mira");
}

#[test]
fn what_is_no_json_is_a_bad_request() {
    let deep = format!("{{\"theme\": {}{}}}", "[".repeat(60), "]".repeat(60));
    let deeper = format!("{{\"theme\": {}{}}}", "[".repeat(20_000), "]".repeat(20_000));
    let bodies: [&[u8]; 12] = [
        b"",
        b"{",
        b"theme",
        b"{\"theme\": \"a\"} x",
        b"{\"theme\": \"\xff\"}",
        br#"{"theme": "\ud800"}"#,
        br#"{"theme": "\udc00x"}"#,
        br#"{"theme": "a", "theme": "b"}"#,
        br#"{"theme": "a", "\u0074heme": "b"}"#,
        br#"{"theme": "a", "characters": [{"name": "M", "name": "N"}]}"#,
        deep.as_bytes(),
        deeper.as_bytes(),
    ];
    for body in bodies {
        let (status, code, errors) = refused(body);
        assert_eq!((status, code, errors), (400, "malformed_json", vec![]), "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn json_of_the_wrong_shape_names_its_field() {
    let bodies: [(&[u8], &str, &str); 14] = [
        (b"[]", "", "invalid_type"),
        (b"null", "", "invalid_type"),
        (b"{}", "theme", "missing_field"),
        (br#"{"theme": 5}"#, "theme", "invalid_type"),
        (br#"{"theme": "a", "them": "b"}"#, "them", "unknown_field"),
        (br#"{"theme": "a", "characters": [{"name": "M"}, {"kind": "fox"}]}"#, "characters[1].name", "missing_field"),
        (br#"{"theme": "a", "characters": [{"name": "M", "age": 4}]}"#, "characters[0].age", "unknown_field"),
        (br#"{"theme": "a", "characters": [["M"]]}"#, "characters[0]", "invalid_type"),
        (br#"{"theme": "a", "style": {"night": null}}"#, "style", "invalid_type"),
        (br#"{"theme": "a", "style": "oil"}"#, "style", "unknown_value"),
        (br#"{"theme": "a", "scenes": -1}"#, "scenes", "invalid_value"),
        (br#"{"theme": "a", "scenes": 1.5}"#, "scenes", "invalid_type"),
        (br#"{"theme": "a", "seed": 18446744073709551616}"#, "seed", "invalid_type"),
        (br#"{"theme": "a", "seed": 1e999}"#, "seed", "invalid_value"),
    ];
    for (body, field, code) in bodies {
        let expected = (422, "invalid_request", vec![(field.to_owned(), code.to_owned())]);
        assert_eq!(refused(body), expected, "{}", String::from_utf8_lossy(body));
    }
}

#[test]
fn a_whole_number_may_be_written_as_decimal() {
    for (written, seed) in [("9.0", 9), ("9e0", 9), ("0.9e1", 9), ("-0.0", 0), ("562949953421311.0", (1 << 49) - 1)] {
        let wish: StoryWish = strict_json::parse(format!(r#"{{"theme": "a", "seed": {written}}}"#).as_bytes()).unwrap();
        assert_eq!(wish.seed, Some(seed), "{written}");
    }
    for written in ["9.5", "1e-1", "9007199254740991.0", "1e300"] {
        let body = format!(r#"{{"theme": "a", "seed": {written}}}"#);
        assert_eq!(refused(body.as_bytes()).2, [("seed".to_owned(), "invalid_type".to_owned())], "{written}");
    }
}

#[test]
fn details_speak_of_values_not_of_types() {
    let detail = |body: &str| {
        let problem = strict_json::parse::<StoryWish>(body.as_bytes()).unwrap_err();
        problem.errors[0].detail.clone().into_owned()
    };
    for (body, expected) in [
        (r#"{"theme": 5}"#, "must be a text"),
        (r#"{"theme": "a", "scenes": 1.5}"#, "must be a whole number, 0 or more"),
        (r#"{"theme": "a", "scenes": "six, expected u32"}"#, "must be a whole number, 0 or more"),
        (r#"{"theme": "a", "scenes": -1}"#, "must be a whole number, 0 or more"),
        (r#"{"theme": "a", "scenes": 4294967296}"#, "the number is too large"),
        (r#"{"theme": "a", "style": "oil"}"#, "must be one of watercolor, paper_cut, crayon, storybook, night"),
        (r#"{"theme": "a", "style": 7}"#, "must be a text"),
        (r#"{"theme": "a", "characters": "Mira"}"#, "must be a list"),
        (r#"{"theme": "a", "characters": ["Mira"]}"#, "must be an object"),
    ] {
        assert_eq!(detail(body), expected, "{body}");
    }
}

fn json_headers() -> HeaderMap {
    headers(&[("content-type", "application/json; charset=UTF-8")])
}

fn chunks(count: usize, bytes: &'static [u8]) -> Body {
    futures_util::stream::iter((0..count).map(move |_| Ok(bytes::Bytes::from_static(bytes)))).boxed()
}

async fn read(headers: &HeaderMap, body: Body) -> Result<StoryWish, (u16, &'static str)> {
    let read = body::read(headers, body, Duration::from_secs(10)).await;
    read.map_err(|problem| (problem.code.status().as_u16(), problem.code.as_str()))
}

#[tokio::test(start_paused = true)]
async fn a_body_is_bounded_in_every_way() {
    let wish: &[u8] = br#"{"theme": "a fox"}"#;
    assert_eq!(read(&json_headers(), chunks(1, wish)).await.unwrap().theme, "a fox");
    assert_eq!(read(&json_headers(), chunks(5, &[b' '; 16_384])).await, Err((413, "body_too_large")));
    let announced = headers(&[("content-type", "application/json"), ("content-length", "65537")]);
    assert_eq!(read(&announced, chunks(1, wish)).await, Err((413, "body_too_large")));
    let endless: Body = futures_util::stream::pending().boxed();
    assert_eq!(read(&json_headers(), endless).await, Err((408, "body_timeout")));
    for kind in ["text/plain", "application/json; charset=latin1", "application/jsonx", ""] {
        let refused = read(&headers(&[("content-type", kind)]), chunks(1, wish)).await;
        assert_eq!(refused, Err((415, "unsupported_media_type")), "{kind}");
    }
    assert_eq!(read(&HeaderMap::new(), chunks(1, wish)).await, Err((415, "unsupported_media_type")));
}
