//! The gateway's parts, each through its own surface: strict JSON, addresses, origins, limits, ranges, the table of
//! routes, and the accept loop with a small filter behind it.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::collections::BTreeMap;
use std::net::IpAddr;
use std::time::Duration;

use ai_tale::config::Config;
use ai_tale::domain::{StoryWish, Tier, UserId};
use ai_tale::http::pictures::{Wanted, parse_range};
use ai_tale::http::problem::{Problem, Throttle};
use ai_tale::http::query::{self, Query, cursor_of};
use ai_tale::http::routes::{self, OPERATORS, READERS};
use ai_tale::http::server::{Options, run};
use ai_tale::http::{Limits, address, cookies, cross_site, json, media, openapi, page, request_id};
use futures_util::StreamExt;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio_util::sync::CancellationToken;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{HeaderMap, HeaderName, HeaderValue, Method};
use warp::reply::{Reply, Response};

fn headers(pairs: &[(&str, &str)]) -> HeaderMap {
    let mut headers = HeaderMap::new();
    for (name, value) in pairs {
        headers.append(name.parse::<HeaderName>().unwrap(), HeaderValue::from_str(value).unwrap());
    }
    headers
}

fn refused(body: &[u8]) -> (u16, &'static str, Vec<(String, String)>) {
    let problem = json::parse::<StoryWish>(body).unwrap_err();
    let errors = problem.errors.into_iter().map(|error| (error.field, error.code)).collect();
    (problem.status.as_u16(), problem.code, errors)
}

#[test]
fn a_wish_is_read_from_strict_json() {
    let wish: StoryWish =
        json::parse(br#" {"theme": "a fox", "age_group": "3-5", "style": null, "characters": [{"name": "Mira"}]} "#)
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

fn json_headers() -> HeaderMap {
    headers(&[("content-type", "application/json; charset=UTF-8")])
}

fn chunks(count: usize, bytes: &'static [u8]) -> json::Body {
    futures_util::stream::iter((0..count).map(move |_| Ok(bytes::Bytes::from_static(bytes)))).boxed()
}

async fn read(headers: &HeaderMap, body: json::Body) -> Result<StoryWish, (u16, &'static str)> {
    let read = json::read(headers, body, Duration::from_secs(10)).await;
    read.map_err(|problem| (problem.status.as_u16(), problem.code))
}

#[tokio::test(start_paused = true)]
async fn a_body_is_bounded_in_size_time_and_kind() {
    let wish: &[u8] = br#"{"theme": "a fox"}"#;
    assert_eq!(read(&json_headers(), chunks(1, wish)).await.unwrap().theme, "a fox");
    assert_eq!(read(&json_headers(), chunks(5, &[b' '; 16_384])).await, Err((413, "body_too_large")));
    let announced = headers(&[("content-type", "application/json"), ("content-length", "65537")]);
    assert_eq!(read(&announced, chunks(1, wish)).await, Err((413, "body_too_large")));
    let endless: json::Body = futures_util::stream::pending().boxed();
    assert_eq!(read(&json_headers(), endless).await, Err((408, "body_timeout")));
    for kind in ["text/plain", "application/json; charset=latin1", "application/jsonx", ""] {
        let refused = read(&headers(&[("content-type", kind)]), chunks(1, wish)).await;
        assert_eq!(refused, Err((415, "unsupported_media_type")), "{kind}");
    }
    assert_eq!(read(&HeaderMap::new(), chunks(1, wish)).await, Err((415, "unsupported_media_type")));
}

fn client(peer: &str, pairs: &[(&str, &str)]) -> String {
    let trusted = ["10.0.0.0/8".parse().unwrap(), "fd00::/8".parse().unwrap()];
    address::client(peer.parse().unwrap(), &headers(pairs), &trusted).to_string()
}

#[test]
fn only_trusted_proxies_name_the_client_and_only_the_nearest_word_counts() {
    assert_eq!(client("192.0.2.1", &[("x-forwarded-for", "198.51.100.7")]), "192.0.2.1");
    assert_eq!(client("10.0.0.1", &[]), "10.0.0.1");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "6.6.6.6, 198.51.100.7")]), "198.51.100.7");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "198.51.100.7, 10.9.9.9")]), "198.51.100.7");
    let lines = [("x-forwarded-for", "6.6.6.6"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("::ffff:10.0.0.1", &lines), "198.51.100.7");
    let forwarded = [("forwarded", r#"for=6.6.6.6, for="[2001:db8::9]:4711";proto=https, for=10.2.2.2"#)];
    assert_eq!(client("fd00::1", &forwarded), "2001:db8::9");
    assert_eq!(client("10.0.0.1", &[("forwarded", "for=198.51.100.7, for=_hidden")]), "10.0.0.1");
    assert_eq!(client("10.0.0.1", &[("x-forwarded-for", "nonsense")]), "10.0.0.1");
}

#[test]
fn a_client_that_smuggles_the_other_header_through_a_proxy_gains_nothing() {
    let both = [("forwarded", "for=6.6.6.6"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("10.0.0.1", &both), "10.0.0.1");
    let same = [("forwarded", "for=198.51.100.7"), ("x-forwarded-for", "198.51.100.7")];
    assert_eq!(client("10.0.0.1", &same), "198.51.100.7");
}

#[test]
fn ipv6_addresses_count_by_their_network() {
    let counted = |text: &str| address::counted(text.parse::<IpAddr>().unwrap()).to_string();
    assert_eq!(counted("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::");
    assert_eq!(counted("::ffff:192.0.2.1"), "192.0.2.1");
    assert_eq!(counted("192.0.2.1"), "192.0.2.1");
}

#[test]
fn a_call_with_cookies_must_come_from_our_own_page() {
    let check =
        |pairs: &[(&str, &str)]| cross_site::check(&Method::POST, &headers(pairs), "https://tale.example").is_ok();
    assert!(check(&[("sec-fetch-site", "same-origin")]));
    assert!(check(&[("origin", "https://tale.example"), ("host", "10.1.1.1:8080")]));
    assert!(check(&[("origin", "https://tale.example:443"), ("host", "10.1.1.1:8080")]));
    assert!(check(&[("origin", "http://localhost:8080"), ("host", "LOCALHOST:8080")]));
    assert!(!check(&[]));
    assert!(!check(&[("sec-fetch-site", "same-site")]));
    assert!(!check(&[("sec-fetch-site", "none"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "null"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "https://evil.example"), ("host", "tale.example")]));
    assert!(!check(&[("origin", "https://tale.example.evil.example"), ("host", "tale.example")]));
    assert!(cross_site::check(&Method::GET, &HeaderMap::new(), "").is_ok());
    assert!(cross_site::check_stranger(&HeaderMap::new(), "").is_ok());
    assert!(cross_site::check_stranger(&headers(&[("sec-fetch-site", "cross-site")]), "").is_err());
}

#[test]
fn cookies_are_found_among_others() {
    let headers = headers(&[("cookie", "a=1; tale_access=x.y.z"), ("cookie", "tale_refresh=")]);
    assert_eq!(cookies::get(&headers, cookies::ACCESS), Some("x.y.z"));
    assert_eq!(cookies::get(&headers, cookies::REFRESH), None);
}

#[test]
fn a_harmless_request_id_is_kept_and_any_other_replaced() {
    let of = |id: &str| request_id::of(&headers(&[("x-request-id", id)]));
    assert_eq!(of("abc_DEF-123"), "abc_DEF-123");
    assert_eq!(of(&"x".repeat(64)).len(), 64);
    for replaced in ["", "a b", "a.b", &"x".repeat(65)] {
        assert_eq!(of(replaced).len(), 36, "{replaced}");
    }
}

#[test]
fn an_event_stream_is_given_to_those_who_name_it() {
    let wants = |accept: &str| media::wants_event_stream(&headers(&[("accept", accept)]));
    assert!(wants("text/event-stream"));
    assert!(wants("Text/Event-Stream;q=0.5, */*"));
    assert!(wants("text/event-stream, application/json"));
    assert!(wants("application/json;q=0.2, text/event-stream;q=0.3"));
    assert!(!wants("application/json, text/event-stream"));
    assert!(!wants("text/event-stream;q=0"));
    assert!(!wants("*/*"));
    assert!(!wants("application/json"));
    assert!(!media::wants_event_stream(&HeaderMap::new()));
}

#[test]
fn a_single_range_is_cut_to_the_bytes_there_are() {
    assert_eq!(parse_range("bytes=0-9", 100), Wanted::Part(0..10));
    assert_eq!(parse_range("bytes=90-", 100), Wanted::Part(90..100));
    assert_eq!(parse_range("bytes=90-900", 100), Wanted::Part(90..100));
    assert_eq!(parse_range("bytes=-10", 100), Wanted::Part(90..100));
    assert_eq!(parse_range("bytes=-900", 100), Wanted::Part(0..100));
    assert_eq!(parse_range("bytes=0-18446744073709551615", 100), Wanted::Part(0..100));
    for nothing in ["bytes=100-", "bytes=100-200", "bytes=-0"] {
        assert_eq!(parse_range(nothing, 100), Wanted::Nothing, "{nothing}");
    }
    for ignored in ["bytes=9-0", "bytes=0-1,3-4", "lines=0-1", "bytes=", "bytes=-", "bytes=a-b"] {
        assert_eq!(parse_range(ignored, 100), Wanted::Everything, "{ignored}");
    }
}

#[test]
fn lists_are_pages_with_opaque_cursors() {
    let asked = |pairs: &[(&str, &str)]| {
        Query::new(pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect())
    };
    let first = query::page(vec![1, 2, 3], 2, |number| *number, |number| number * 10);
    assert_eq!(first.items, [10, 20]);
    let cursor = first.next_cursor.unwrap();
    assert_eq!(asked(&[("cursor", &cursor)]).cursor::<u64>().unwrap(), Some(2));
    assert_eq!(query::page(vec![3], 2, |number| *number, |number| number).next_cursor, None);
    for bad in ["!", "MQ==", &cursor_of(&"x"), ""] {
        assert_eq!(asked(&[("cursor", bad)]).cursor::<u64>().unwrap_err().code, "bad_cursor", "{bad}");
    }
    assert_eq!(asked(&[]).limit(20).unwrap(), 20);
    assert_eq!(asked(&[("limit", "100")]).limit(20).unwrap(), 100);
    for bad in ["0", "101", "-1", "+5", "x", ""] {
        let problem = asked(&[("limit", bad)]).limit(20).unwrap_err();
        assert_eq!((problem.status.as_u16(), problem.errors[0].field.as_str()), (422, "limit"), "{bad}");
    }
}

fn config(overrides: &[(&str, &str)]) -> Config {
    let variables = overrides.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect();
    Config::load_with(None, variables).unwrap()
}

#[test]
fn a_reader_beyond_their_plan_is_told_when_to_come_again_and_others_are_not() {
    let limits = Limits::new(&config(&[
        ("AI_TALE__PLANS__GUEST__REQUESTS_PER_MINUTE", "3"),
        ("AI_TALE__PLANS__FREE__REQUESTS_PER_MINUTE", "0"),
    ]));
    let (busy, other, free) = (UserId::new(), UserId::new(), Tier("free".to_owned()));
    for _ in 0..3 {
        limits.request(&Tier::guest(), busy).unwrap();
    }
    let problem = limits.request(&Tier::guest(), busy).unwrap_err();
    assert_eq!((problem.status.as_u16(), problem.code), (429, "rate_limited"));
    let header = |name: &str| problem.headers.iter().find(|(key, _)| key == name).map(|(_, value)| value.clone());
    assert_eq!(header("retry-after").unwrap(), "20");
    assert_eq!(header("ratelimit-policy").unwrap(), r#""requests";q=3;w=60"#);
    assert_eq!(header("ratelimit").unwrap(), r#""requests";r=0;t=20"#);
    limits.request(&Tier::guest(), other).unwrap();
    assert!((0..500).all(|_| limits.request(&free, busy).is_ok()), "0 means no limit");
    assert!(limits.request(&Tier("gone".to_owned()), busy).is_err(), "an unknown plan counts as a guest's");
}

#[test]
fn guests_are_counted_by_address_and_by_network() {
    let limits = Limits::new(&config(&[("AI_TALE__LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "2")]));
    let guest = |text: &str| limits.guest(text.parse().unwrap()).is_ok();
    assert!(guest("2001:db8::1") && guest("2001:db8::2") && !guest("2001:db8::3"));
    assert!(guest("2001:db8:0:1::1"));
    assert!(guest("192.0.2.1") && guest("::ffff:192.0.2.1") && !guest("192.0.2.1"));
    let unlimited = Limits::new(&config(&[("AI_TALE__LIMITS__GUESTS_PER_ADDRESS_PER_HOUR", "0")]));
    assert!((0..500).all(|_| unlimited.guest("192.0.2.1".parse().unwrap()).is_ok()));
}

#[test]
fn a_problem_document_hides_its_cause() {
    let problem = Problem::internal("the disk of store-7 is on fire");
    let document = problem.document("r-1");
    assert_eq!(document["type"], "urn:ai-tale:problem:internal");
    assert_eq!((&document["status"], &document["code"]), (&500.into(), &"internal".into()));
    assert_eq!((&document["title"], &document["request_id"]), (&"Internal Server Error".into(), &"r-1".into()));
    assert!(!document.to_string().contains("fire"));
    let at_once = Throttle { policy: "p", quota: 3, window: None, wait: Duration::from_millis(1) };
    let headers = Problem::throttled("c", "d", at_once).headers;
    assert_eq!(headers[0].1, "1", "nobody is told to come again in zero seconds");
}

#[test]
fn the_table_of_routes_and_the_openapi_document_say_the_same() {
    let mut expected: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for route in READERS.iter().chain(OPERATORS).filter(|route| route.is_call) {
        let mut methods = route.methods.iter().copied().filter(|method| *method != "HEAD").collect::<Vec<_>>();
        methods.sort_unstable();
        expected.insert(route.path, methods);
    }
    let document = serde_json::to_value(openapi::document()).unwrap();
    assert_eq!(document["openapi"], "3.1.0");
    let mut found: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let mut methods = item.as_object().unwrap().keys().map(|key| key.to_uppercase()).collect::<Vec<_>>();
        methods.sort_unstable();
        found.insert(path, methods);
    }
    let found: BTreeMap<&str, Vec<&str>> =
        found.iter().map(|(path, methods)| (*path, methods.iter().map(String::as_str).collect())).collect();
    assert_eq!(found, expected);
}

#[test]
fn the_openapi_document_shows_every_answer_and_names_every_call_once() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let mut names = std::collections::BTreeSet::new();
    for operation in document["paths"].as_object().unwrap().values().flat_map(|item| item.as_object().unwrap().values())
    {
        assert!(names.insert(operation["operationId"].as_str().unwrap()), "{operation}");
    }
    let content = |path: &str, method: &str, status: &str| {
        let content = &document["paths"][path][method]["responses"][status]["content"];
        content.as_object().unwrap().keys().cloned().collect::<Vec<_>>()
    };
    assert_eq!(content("/v1/stories", "post", "202"), ["application/json"]);
    assert_eq!(content("/v1/stories", "post", "422"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories", "get", "default"), ["application/problem+json"]);
    assert_eq!(content("/v1/stories/{id}/events", "get", "200"), ["application/json", "text/event-stream"]);
    assert_eq!(content("/health/ready", "get", "503"), ["application/json"]);
}

#[test]
fn every_reference_in_the_openapi_document_leads_somewhere() {
    let document = serde_json::to_value(openapi::document()).unwrap();
    let text = document.to_string();
    for reference in text.split(r#""$ref":"#).skip(1).map(|rest| rest.split('"').nth(1).unwrap()) {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference}");
    }
}

#[test]
fn a_path_belongs_to_one_route_and_a_wrong_method_is_told_the_right_ones() {
    let label = |path: &str| routes::label(READERS, path);
    assert_eq!(label("/v1/stories"), "/v1/stories");
    assert_eq!(label("/v1/stories/"), "/v1/stories");
    assert_eq!(label("/v1/stories/5/events"), "/v1/stories/{id}/events");
    assert_eq!(label("/pictures/illustrations/a/1/b.webp"), "/pictures/{key}");
    assert_eq!(label("/"), "/");
    assert_eq!(label("/v1/admin/pools"), "unknown");
    assert_eq!(label("/metrics"), "unknown");
    let problem = routes::refuse(READERS, &Method::PUT, "/v1/stories/5");
    assert_eq!((problem.status.as_u16(), problem.headers[0].1.to_str().unwrap()), (405, "GET, HEAD, DELETE"));
    assert_eq!(routes::refuse(READERS, &Method::GET, "/nowhere").status.as_u16(), 404);
}

#[test]
fn every_file_of_the_page_is_part_of_the_program() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/src/http/reader");
    let files = std::fs::read_dir(folder).unwrap().map(|file| file.unwrap().file_name().into_string().unwrap());
    let mut files = files.collect::<Vec<_>>();
    files.sort_unstable();
    let mut names = page::names().collect::<Vec<_>>();
    names.sort_unstable();
    assert_eq!(names, files);
}

struct Listening {
    address: std::net::SocketAddr,
    stop: CancellationToken,
    ended: tokio::task::JoinHandle<()>,
}

fn options() -> Options {
    Options {
        header_timeout: Duration::from_millis(200),
        write_timeout: Duration::from_millis(300),
        connections: 3,
        connections_per_address: 2,
        ..Options::readers(&config(&[]))
    }
}

async fn listen(filter: BoxedFilter<(Response,)>, options: Options, hard_stop_after: Duration) -> Listening {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let ended = tokio::spawn(run(listener, filter, options, stop.clone(), hard_stop_after));
    Listening { address, stop, ended }
}

fn hello() -> BoxedFilter<(Response,)> {
    warp::ext::get::<address::Peer>().map(|peer: address::Peer| peer.0.to_string().into_response()).boxed()
}

/// Never a byte, never an end.
fn silence() -> BoxedFilter<(Response,)> {
    let forever = || futures_util::stream::pending::<Result<bytes::Bytes, std::convert::Infallible>>();
    warp::any().map(move || warp::reply::stream(forever()).into_response()).boxed()
}

/// More bytes than any buffer holds.
fn flood() -> BoxedFilter<(Response,)> {
    let chunk = || Ok::<_, std::convert::Infallible>(bytes::Bytes::from(vec![b'x'; 65_536]));
    let forever = move || futures_util::stream::repeat_with(chunk);
    warp::any().map(move || warp::reply::stream(forever()).into_response()).boxed()
}

async fn ask(address: std::net::SocketAddr) -> (TcpStream, String) {
    let mut stream = TcpStream::connect(address).await.unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
    let mut buffer = vec![0; 4096];
    let count = stream.read(&mut buffer).await.unwrap_or(0);
    let text = String::from_utf8_lossy(&buffer[..count]).into_owned();
    (stream, text)
}

async fn is_closed(stream: &mut TcpStream) -> bool {
    let mut rest = Vec::new();
    tokio::time::timeout(Duration::from_secs(10), stream.read_to_end(&mut rest)).await.is_ok()
}

#[tokio::test]
async fn a_request_knows_its_peer() {
    let server = listen(hello(), options(), Duration::from_secs(5)).await;
    let (_stream, answer) = ask(server.address).await;
    assert!(answer.starts_with("HTTP/1.1 200 OK") && answer.ends_with("127.0.0.1"), "{answer}");
}

#[tokio::test]
async fn a_connection_beyond_the_limit_is_closed_and_a_freed_place_is_given_again() {
    let server =
        listen(silence(), Options { header_timeout: Duration::from_secs(30), ..options() }, Duration::ZERO).await;
    let first = ask(server.address).await;
    let second = ask(server.address).await;
    assert!(first.1.starts_with("HTTP/1.1 200") && second.1.starts_with("HTTP/1.1 200"));
    assert_eq!(ask(server.address).await.1, "");
    drop(first);
    let mut answer = ask(server.address).await.1;
    while answer.is_empty() {
        answer = ask(server.address).await.1;
    }
    assert!(answer.starts_with("HTTP/1.1 200"));
}

#[tokio::test]
async fn a_connection_that_says_nothing_is_closed() {
    let server = listen(hello(), options(), Duration::from_secs(5)).await;
    let mut silent = TcpStream::connect(server.address).await.unwrap();
    assert!(is_closed(&mut silent).await);
    let mut half = TcpStream::connect(server.address).await.unwrap();
    half.write_all(b"GET / HTTP/1.1\r\nhost:").await.unwrap();
    assert!(is_closed(&mut half).await);
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = listen(hello(), options(), Duration::from_secs(5)).await;
    let mut stream = TcpStream::connect(server.address).await.unwrap();
    let head = format!("GET / HTTP/1.1\r\nhost: here\r\nx: {}\r\n\r\n", "x".repeat(20_000));
    stream.write_all(head.as_bytes()).await.unwrap();
    let mut answer = String::new();
    let _ = stream.read_to_string(&mut answer).await;
    assert!(answer.starts_with("HTTP/1.1 431"), "{answer}");
}

#[tokio::test]
async fn a_peer_that_stops_reading_loses_its_connection() {
    let server = listen(flood(), Options { connections_per_address: 1, ..options() }, Duration::ZERO).await;
    let (_stuck, answer) = ask(server.address).await;
    assert!(answer.starts_with("HTTP/1.1 200"));
    let mut next = String::new();
    while next.is_empty() {
        next = ask(server.address).await.1;
    }
    assert!(next.starts_with("HTTP/1.1 200"), "its place is free again");
}

#[tokio::test]
async fn stopping_ends_idle_connections_at_once_and_cuts_the_others_later() {
    let server =
        listen(hello(), Options { header_timeout: Duration::from_hours(1), ..options() }, Duration::from_hours(1))
            .await;
    let (mut idle, _) = ask(server.address).await;
    server.stop.cancel();
    server.ended.await.unwrap();
    assert!(is_closed(&mut idle).await);
    assert!(TcpStream::connect(server.address).await.is_err());

    let server = listen(silence(), options(), Duration::from_millis(100)).await;
    let (mut busy, _) = ask(server.address).await;
    server.stop.cancel();
    server.ended.await.unwrap();
    assert!(is_closed(&mut busy).await);
}
