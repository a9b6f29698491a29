//! The promises on S3, and what only S3 can do wrong, against the server that `AI_TALE_TEST_S3` names.

use std::sync::Arc;
use std::time::{Duration, UNIX_EPOCH};

use ai_tale::backends::objects::options::{Encryption, S3Options};
use ai_tale::backends::objects::s3::S3Objects;
use ai_tale::backends::objects::{Body, PublicAddresses, whole};
use ai_tale::backends::tls;
use ai_tale::domain::{MediaType, Timestamp};
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use bytes::Bytes;
use futures_util::{StreamExt, stream};
use proptest::test_runner::{TestCaseError, TestRunner};
use time::OffsetDateTime;
use time::format_description::well_known::Rfc2822;
use uuid::Uuid;

use super::{Fresh, Shared, conformance, get, key, model, put};
use crate::kit::{cases, skip};

const HOUR: Duration = Duration::from_hours(1);

/// How a server at this address is spoken to, with buckets that nobody else uses.
pub fn options(endpoint: &str) -> S3Options {
    S3Options {
        endpoint: endpoint.to_owned(),
        region: "us-east-1".to_owned(),
        bucket_prefix: format!("t{}-", Uuid::now_v7().simple()),
        path_style: true,
        public_endpoint: String::new(),
        presign: true,
        encryption: Encryption::Bucket,
        kms_key: String::new(),
        connect_timeout: Duration::from_secs(3),
        attempt_timeout: Duration::from_secs(20),
        attempts: 4,
    }
}

/// The server's address; the credentials are in the environment, as everybody has them there.
fn server() -> Option<String> {
    let found = std::env::var("AI_TALE_TEST_S3").ok().filter(|server| !server.is_empty());
    if found.is_none() {
        skip("no server that speaks S3 (AI_TALE_TEST_S3)");
    }
    found
}

async fn opened(server: &str) -> S3Objects {
    tls::install_provider();
    let objects = S3Objects::open(options(server)).await;
    objects.prepare().await.unwrap();
    objects
}

async fn shared(server: &str) -> Shared {
    Arc::new(opened(server).await)
}

async fn fresh(server: &str) -> Fresh {
    Fresh { objects: shared(server).await, folder: None }
}

#[tokio::test]
async fn s3_gives_back_what_was_put() {
    let Some(server) = server() else { return };
    conformance::reading(async || fresh(&server).await).await;
}

#[tokio::test]
async fn s3_takes_bodies_as_they_come() {
    let Some(server) = server() else { return };
    conformance::bodies(async || fresh(&server).await).await;
}

#[tokio::test]
async fn s3_is_listed_and_removed() {
    let Some(server) = server() else { return };
    conformance::lists(async || fresh(&server).await).await;
}

#[tokio::test]
async fn s3_knows_whose_it_is() {
    let Some(server) = server() else { return };
    conformance::owners(async || fresh(&server).await).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn s3_survives_puts_beside_removals() {
    let Some(server) = server() else { return };
    conformance::company(async || fresh(&server).await).await;
}

#[test]
fn s3_answers_as_its_model() {
    let Some(server) = server() else { return };
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner = TestRunner::new(cases(file!(), 8));
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(async { model::answers_as_its_model(fresh(&server).await.objects, steps).await });
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test]
async fn large_objects_go_in_parts() {
    let Some(server) = server() else { return };
    let objects = fresh(&server).await.objects;
    let piece: Bytes = (0..1_u32 << 20).map(|index| index.to_le_bytes()[index as usize % 3]).collect();
    let body = |pieces: u64, said: u64| Body::Stream {
        length: said * piece.len() as u64 + 1,
        pieces: stream::iter(
            (0..pieces).map(|_| piece.clone()).chain([Bytes::from_static(b".")]).map(Ok).collect::<Vec<_>>(),
        )
        .boxed(),
    };
    let large = key("a/1/large.webp");
    for (pieces, said) in [(20, 21), (21, 20)] {
        assert!(objects.put(&large, MediaType::Webp, body(pieces, said)).await.is_err(), "{pieces} and not {said}");
        assert_eq!(objects.head(&large).await.unwrap(), None);
    }
    objects.put(&large, MediaType::Webp, body(20, 20)).await.unwrap();
    let (meta, pieces) = objects.open(&large, None).await.unwrap().unwrap();
    assert_eq!(meta.size, (20 << 20) + 1);
    let read = whole(pieces).await.unwrap();
    assert!(read.chunks(piece.len()).take(20).all(|chunk| chunk == piece) && read.ends_with(b"."));
}

#[tokio::test]
async fn damaged_objects_are_put_anew() {
    let Some(server) = server() else { return };
    let objects = shared(&server).await;
    put(&objects, "a/1/x.webp", b"damage").await;
    put(&objects, "a/1/x.webp", b"as new").await;
    assert_eq!(get(&objects, "a/1/x.webp").await.unwrap(), "as new");
}

#[tokio::test]
async fn signed_addresses_work_in_a_browser() {
    let Some(server) = server() else { return };
    let objects = Arc::new(opened(&server).await);
    put(&(objects.clone() as Shared), "a/1/x-480.webp", b"a picture").await;
    let now = Timestamp::now();
    let address = objects.address(&key("a/1/x-480.webp"), now, 2 * HOUR).unwrap();
    assert_eq!(objects.address(&key("a/1/x-480.webp"), now, 2 * HOUR).unwrap(), address);
    assert!(address.starts_with(&objects.origin().unwrap()));
    let client = reqwest::Client::new();
    let answer = client.get(&address).send().await.unwrap();
    assert_eq!(answer.status(), 200);
    assert_eq!(answer.headers()["content-type"], "image/webp");
    assert_eq!(answer.headers()["cache-control"], "public, must-revalidate, immutable");
    let end = OffsetDateTime::from_unix_timestamp(now.as_secs() + 7_200).unwrap().format(&Rfc2822).unwrap();
    assert_eq!(answer.headers()["expires"], end.replace("+0000", "GMT"));
    assert_eq!(answer.bytes().await.unwrap(), "a picture");
    for forged in [address.replace("x-480", "y-480"), address.replace("Expires=7200", "Expires=7201")] {
        assert_ne!(forged, address);
        assert_eq!(client.get(&forged).send().await.unwrap().status(), 403);
    }
}

#[tokio::test]
async fn addresses_end_with_their_window() {
    let Some(server) = server() else { return };
    let objects = Arc::new(opened(&server).await);
    put(&(objects.clone() as Shared), "a/1/x.webp", b"a picture").await;
    let long_ago = Timestamp::default().plus(Duration::from_secs(1_700_000_000));
    let address = objects.address(&key("a/1/x.webp"), long_ago, HOUR).unwrap();
    assert_eq!(reqwest::get(address).await.unwrap().status(), 403);
    let too_long = Duration::from_hours(24 * 8);
    assert_eq!(objects.address(&key("a/1/x.webp"), Timestamp::now(), too_long), None);
}

#[tokio::test]
async fn credentials_that_end_sooner_sign_nothing() {
    let now = Timestamp::now();
    let from = Duration::from_secs(now.as_secs().try_into().unwrap());
    for (lasting, is_signed) in [(Duration::from_mins(50), true), (Duration::from_mins(70), false)] {
        let expiry = Some(UNIX_EPOCH + from + HOUR);
        let credentials = Credentials::new("key", "secret", Some("token".to_owned()), expiry, "test");
        let provider = Some(SharedCredentialsProvider::new(credentials));
        tls::install_provider();
        let objects = S3Objects::open_as(options("http://127.0.0.1:9"), provider).await;
        let address = objects.address(&key("a/1/x.webp"), now, lasting);
        assert_eq!(address.is_some(), is_signed, "{lasting:?}: {address:?}");
    }
}

#[tokio::test]
async fn addresses_stand_where_the_bucket_does() {
    tls::install_provider();
    let credentials = Credentials::new("key", "secret", None, None, "test");
    for (endpoint, public, path_style, origin) in [
        ("", "", false, "https://t-illustrations.s3.eu-west-1.amazonaws.com"),
        ("", "", true, "https://s3.eu-west-1.amazonaws.com"),
        ("https://s3.example.org:9000", "", false, "https://t-illustrations.s3.example.org:9000"),
        ("https://s3.example.org", "", true, "https://s3.example.org"),
        ("http://inside:9000", "https://pictures.example.org", true, "https://pictures.example.org"),
    ] {
        let (region, bucket_prefix) = ("eu-west-1".to_owned(), "t-".to_owned());
        let public_endpoint = public.to_owned();
        let options = S3Options { path_style, region, bucket_prefix, public_endpoint, ..options(endpoint) };
        let provider = SharedCredentialsProvider::new(credentials.clone());
        let objects = S3Objects::open_as(options, Some(provider)).await;
        assert_eq!(objects.origin().unwrap(), origin);
        let address = objects.address(&key("a/1/x.webp"), Timestamp::now(), HOUR).unwrap();
        let path = if path_style { "/t-illustrations/a/1/x.webp?" } else { "/a/1/x.webp?" };
        assert!(address.starts_with(&format!("{origin}{path}")), "{address}");
    }
}
