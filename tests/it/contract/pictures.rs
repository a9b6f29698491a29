//! Pictures by their signed addresses: cached as long as those work, in ranges, and for nobody who changed the address.

use std::ops::Range;
use std::sync::{Arc, Mutex};

use ai_tale::backends::Backends;
use ai_tale::backends::keys::KeyKind;
use ai_tale::backends::objects::{Body, ByteStream, ObjectError, ObjectMeta, ObjectPage, Objects, Undeleted};
use ai_tale::domain::{Bucket, ClusterId, MediaType, ObjectKey, ObjectPrefix, Timestamp};
use ai_tale::stream::Signer;
use async_trait::async_trait;
use bytes::Bytes;
use reqwest::header::HeaderMap;
use reqwest::{Method, Response, StatusCode};

use super::checks::{eventually, raw, refused};
use crate::kit::fakes::lock;
use crate::kit::{Reader, Server};

/// The addresses of all pictures of a story of one scene.
async fn told(reader: &Reader) -> Vec<String> {
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    addresses(reader, &id).await
}

async fn addresses(reader: &Reader, id: &str) -> Vec<String> {
    let story = reader.story(id).await;
    let sources = story["scenes"][0]["illustration"]["sources"].as_array().unwrap().clone();
    sources.iter().map(|source| source["url"].as_str().unwrap().to_owned()).collect()
}

/// Asks as an `<img>` does: without a token.
async fn ask(server: &Server, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let client = reqwest::Client::new();
    let request = client.request(method, format!("{}{path}", server.readers));
    headers.iter().fold(request, |request, (name, value)| request.header(*name, *value)).send().await.unwrap()
}

fn header<'a>(headers: &'a HeaderMap, name: &str) -> &'a str {
    headers[name].to_str().unwrap()
}

/// How long an address works still.
fn seconds_left(address: &str) -> i64 {
    let expires: i64 = address.split(['=', '&']).nth(1).unwrap().parse().unwrap();
    expires - Timestamp::now().as_secs()
}

/// How long caches may keep an answer, in seconds.
fn max_age(cache_control: &str) -> i64 {
    cache_control.split(", ").find_map(|part| part.strip_prefix("max-age=")).unwrap().parse().unwrap()
}

#[tokio::test]
async fn a_picture_is_known_by_its_tag() {
    let server = Server::start().await;
    let paths = told(&server.guest().await).await;
    assert_eq!(paths.len(), 2);
    for path in &paths {
        let whole = ask(&server, Method::GET, path, &[]).await;
        assert_eq!(whole.status(), StatusCode::OK);
        let headers = whole.headers().clone();
        assert_eq!(header(&headers, "content-type"), "image/webp");
        let (cached, left) = (header(&headers, "cache-control"), seconds_left(path));
        assert!(cached.contains("immutable"));
        assert!((left - 9..=left + 9).contains(&max_age(cached)), "{cached} of an address good for {left} s");
        let tag = header(&headers, "etag").to_owned();
        let bytes = whole.bytes().await.unwrap();
        assert_eq!(&bytes[8..12], b"WEBP");
        let head = ask(&server, Method::HEAD, path, &[("range", "bytes=0-9")]).await;
        assert_eq!(head.status(), StatusCode::OK, "a range is a thing of GET");
        assert_eq!(header(head.headers(), "content-length"), bytes.len().to_string());
        assert_eq!(header(head.headers(), "etag"), tag);
        for known in [tag.clone(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
            let same = ask(&server, Method::GET, path, &[("if-none-match", known.as_str())]).await;
            assert_eq!(same.status(), StatusCode::NOT_MODIFIED, "{known}");
            assert_eq!(header(same.headers(), "etag"), tag);
            assert!(max_age(header(same.headers(), "cache-control")) <= max_age(cached), "an address only ages");
        }
        let other = ask(&server, Method::GET, path, &[("if-none-match", "\"other\"")]).await;
        assert_eq!(other.bytes().await.unwrap(), bytes);
    }
}

#[tokio::test]
async fn a_range_is_the_bytes_it_names() {
    let server = Server::start().await;
    let path = &told(&server.guest().await).await[0];
    let whole = ask(&server, Method::GET, path, &[]).await;
    let tag = header(whole.headers(), "etag").to_owned();
    assert_eq!(header(whole.headers(), "accept-ranges"), "bytes");
    let whole = whole.bytes().await.unwrap();
    let size = whole.len();
    for (range, from, to) in
        [("bytes=0-9", 0, 10), ("bytes=10-", 10, size), ("bytes=-5", size - 5, size), ("bytes=3-999999999", 3, size)]
    {
        let part = ask(&server, Method::GET, path, &[("range", range)]).await;
        assert_eq!(part.status(), StatusCode::PARTIAL_CONTENT);
        assert_eq!(header(part.headers(), "content-range"), format!("bytes {from}-{}/{size}", to - 1));
        assert_eq!(part.bytes().await.unwrap(), whole[from..to]);
    }
    let current = [("range", "bytes=0-0"), ("if-range", tag.as_str())];
    assert_eq!(ask(&server, Method::GET, path, &current).await.status(), StatusCode::PARTIAL_CONTENT);
    let stale = [("range", "bytes=0-0"), ("if-range", "\"other\"")];
    assert_eq!(ask(&server, Method::GET, path, &stale).await.status(), StatusCode::OK);
    for range in [format!("bytes={size}-"), "bytes=-0".to_owned()] {
        let nothing = ask(&server, Method::GET, path, &[("range", range.as_str())]).await;
        assert_eq!(header(nothing.headers(), "content-range"), format!("bytes */{size}"));
        refused(nothing, 416, "bad_range").await;
    }
    for range in ["garbage", "bytes=9-1", "lines=0-1", "bytes=0-1,4-5"] {
        assert_eq!(ask(&server, Method::GET, path, &[("range", range)]).await.status(), StatusCode::OK, "{range}");
    }
}

/// Objects that note which ranges were asked for.
struct Watched {
    inner: Arc<dyn Objects>,
    asked: Arc<Mutex<Vec<Option<Range<u64>>>>>,
}

#[async_trait]
impl Objects for Watched {
    async fn put(&self, key: &ObjectKey, media_type: MediaType, body: Body) -> Result<(), ObjectError> {
        self.inner.put(key, media_type, body).await
    }

    async fn head(&self, key: &ObjectKey) -> Result<Option<ObjectMeta>, ObjectError> {
        self.inner.head(key).await
    }

    async fn open(
        &self,
        key: &ObjectKey,
        range: Option<Range<u64>>,
    ) -> Result<Option<(ObjectMeta, ByteStream)>, ObjectError> {
        lock(&self.asked).push(range.clone());
        self.inner.open(key, range).await
    }

    async fn delete_many(&self, keys: &[ObjectKey]) -> Result<(), Undeleted> {
        self.inner.delete_many(keys).await
    }

    async fn list(
        &self,
        prefix: &ObjectPrefix,
        after: Option<&ObjectKey>,
        limit: usize,
    ) -> Result<ObjectPage, ObjectError> {
        self.inner.list(prefix, after, limit).await
    }

    async fn folders(
        &self,
        bucket: Bucket,
        after: Option<&ObjectPrefix>,
        limit: usize,
    ) -> Result<Vec<ObjectPrefix>, ObjectError> {
        self.inner.folders(bucket, after, limit).await
    }

    async fn belong_to(&self, cluster: ClusterId) -> Result<bool, ObjectError> {
        self.inner.belong_to(cluster).await
    }

    async fn probe(&self) -> Result<(), ObjectError> {
        self.inner.probe().await
    }
}

#[tokio::test]
async fn only_the_asked_part_is_read() {
    let (folder, asked) = (tempfile::tempdir().unwrap(), Arc::<Mutex<Vec<_>>>::default());
    let noted = Arc::clone(&asked);
    let watch =
        |parts: Backends| Backends { objects: Arc::new(Watched { inner: parts.objects, asked: noted }), ..parts };
    let server = Server::start_on(folder.path(), &[], watch).await;
    let id = server.guest().await.wish_for_scenes(1).await;
    let parts = server.app.backends();
    let bytes: Vec<u8> = (0..150_000_u32).map(|index| index.to_le_bytes()[index as usize % 3]).collect();
    let key = ObjectKey::illustration(id.parse().unwrap(), 1, &bytes, 480, MediaType::Webp);
    parts.objects.put(&key, MediaType::Webp, Bytes::from(bytes.clone()).into()).await.unwrap();
    let secret = *parts.keys.current(KeyKind::Pictures).secret.bytes();
    let signer = Signer::new(secret, server.config.stream.signing_window);
    let path = signer.url(key.as_str(), signer.window(Timestamp::now()));
    let check = async |headers: &[(&str, &str)], expected: Range<usize>, range: Option<Range<u64>>| {
        lock(&asked).clear();
        let answer = ask(&server, Method::GET, &path, headers).await;
        assert_eq!(header(answer.headers(), "content-length"), expected.len().to_string());
        assert!(answer.bytes().await.unwrap() == bytes[expected], "the bytes are those of the picture");
        assert_eq!(*lock(&asked), [range]);
    };
    check(&[], 0..150_000, None).await;
    check(&[("range", "bytes=60000-140000")], 60_000..140_001, Some(60_000..140_001)).await;
    check(&[("range", "bytes=5-9")], 5..10, Some(5..10)).await;
}

#[tokio::test]
async fn a_changed_address_is_not_found() {
    let server = Server::start().await;
    let paths = told(&server.guest().await).await;
    let (key, query) = paths[0].split_once('?').unwrap();
    let (expires, signature) = query.split_once('&').unwrap();
    let until: u64 = expires.strip_prefix("expires=").unwrap().parse().unwrap();
    let signed = signature.strip_prefix("signature=").unwrap();
    let flipped = if signed.starts_with('A') { "B" } else { "A" };
    let other = paths[1].split_once('?').unwrap().0;
    let changed = [
        key.to_owned(),
        format!("{key}?{expires}"),
        format!("{key}?{signature}"),
        format!("{key}?expires={}&{signature}", until + 3600),
        format!("{key}?expires=0{until}&{signature}"),
        format!("{key}?expires=-1&{signature}"),
        format!("{key}?expires={}&{signature}", "9".repeat(40)),
        format!("{key}?{expires}&signature="),
        format!("{key}?{expires}&signature={flipped}{}", &signed[1..]),
        format!("{key}?{expires}&signature={signed}="),
        format!("{key}?{expires}&signature={}", "A".repeat(10_000)),
        format!("{other}?{query}"),
        format!("{key}x?{query}"),
        format!("{key}/?{query}"),
        format!("/pictures/?{query}"),
    ];
    for path in changed {
        refused(ask(&server, Method::GET, &path, &[]).await, 404, "not_found").await;
    }
}

#[tokio::test]
async fn no_path_leads_out_of_the_pictures() {
    let server = Server::start().await;
    let paths = told(&server.guest().await).await;
    let (key, query) = paths[0].split_once('?').unwrap();
    let names = [
        "/pictures/../config.toml",
        "/pictures/../../../../etc/passwd",
        "/pictures/%2e%2e/%2e%2e/etc/passwd",
        "/pictures/..%2f..%2fkeys",
        "/pictures/illustrations/../keys/access-tokens.p8",
        "/pictures//etc/passwd",
        "/pictures/%2Fetc%2Fpasswd",
        "/pictures/illustrations/%00",
        "/pictures/..\\..\\keys",
        "/pictures/illustrations/..%c0%af",
    ];
    let through = format!("{key}/../../../keys/access-tokens.p8");
    for name in names.into_iter().chain([through.as_str()]) {
        // a client would fold the dots, so the bytes are sent as they are
        let request = format!("GET {name}?{query} HTTP/1.1\r\nhost: here\r\nconnection: close\r\n\r\n");
        let answer = raw(&server.readers, request.as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 404 ") || answer.starts_with("HTTP/1.1 400 "), "{name}: {answer}");
        assert!(!answer.contains("root:"));
    }
}

#[tokio::test]
async fn everyone_gets_the_same_address_until_expiry() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(1).await;
    let events = reader.whole(&id).await;
    let streamed = events.iter().find(|event| event.kind == "illustration.created").unwrap();
    let first = streamed.data["illustration"]["sources"][0]["url"].as_str().unwrap();
    let good_for = seconds_left(first);
    assert!((3_600..=7_200).contains(&good_for), "{good_for}");
    let server = Server::start_with(&[("STREAM__SIGNING_WINDOW", "1s")]).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(1).await;
    reader.whole(&id).await;
    let path = addresses(&reader, &id).await.remove(0);
    let expired = async || {
        let answer = ask(&server, Method::GET, &path, &[]).await;
        (answer.status() != StatusCode::OK).then_some(answer)
    };
    refused(eventually(expired).await, 404, "picture_expired").await;
    let anew = addresses(&reader, &id).await.remove(0);
    assert_eq!(ask(&server, Method::GET, &anew, &[]).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn what_stands_before_the_service_is_in_addresses() {
    let cdn = "https://cdn.example.org/tales";
    let server = Server::start_with(&[("OBJECTS__PUBLIC_BASE", cdn)]).await;
    let page = ask(&server, Method::GET, "/", &[]).await;
    let policy = header(page.headers(), "content-security-policy");
    assert!(policy.contains("img-src 'self' data: blob: https://cdn.example.org;"), "{policy}");
    for address in told(&server.guest().await).await {
        let asked_for = address.strip_prefix(cdn).unwrap();
        let fetched = ask(&server, Method::GET, asked_for, &[]).await;
        assert_eq!(fetched.status(), StatusCode::OK, "what a CDN asks this service for");
    }
}
