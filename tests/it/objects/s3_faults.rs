//! What S3 meets on a bad day, by a server of canned answers: each is put in words, none is taken for an absent object,
//! and nothing is lost.

use std::error::Error;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::backends::objects::options::{Encryption, S3Options};
use ai_tale::backends::objects::s3::S3Objects;
use ai_tale::backends::objects::{ObjectError, Objects, whole};
use ai_tale::backends::tls;
use aws_credential_types::Credentials;
use aws_credential_types::provider::error::CredentialsError;
use aws_credential_types::provider::{ProvideCredentials, SharedCredentialsProvider, future};
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{key, s3};
use crate::kit::fakes::lock;

/// What the server does with a request.
#[derive(Clone, Copy)]
enum Answer {
    /// An error of S3 by its status and code.
    Error(u16, &'static str),
    /// Nothing, for longer than anybody waits.
    Nothing,
    /// So many bytes of an object that said it had ten.
    Half,
    Put,
    /// What somebody between says who knows no S3.
    Html404,
}

/// The heads of all requests.
type Seen = Arc<Mutex<Vec<String>>>;

/// Answers with these in turn, with the last of them from then on; keeps the requests' heads.
async fn serve(answers: &'static [Answer]) -> (String, Seen) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    tokio::spawn(async move {
        for number in 0.. {
            let (socket, _) = listener.accept().await.unwrap();
            tokio::spawn(answer(socket, answers[number.min(answers.len() - 1)], Arc::clone(&kept)));
        }
    });
    (address, seen)
}

/// A request's head, with its body read as well.
async fn request(socket: &mut TcpStream) -> String {
    let (mut text, mut piece) = (Vec::new(), vec![0; 64 << 10]);
    loop {
        let read = socket.read(&mut piece).await.unwrap_or(0);
        text.extend_from_slice(&piece[..read]);
        let all = String::from_utf8_lossy(&text).to_lowercase();
        let length = |head: &str| {
            let line = head.lines().find_map(|line| line.strip_prefix("content-length: "));
            line.map_or(0, |length| length.parse::<usize>().unwrap())
        };
        match all.split_once("\r\n\r\n") {
            Some((head, body)) if body.len() >= length(head) => return head.to_owned(),
            _ if read == 0 => return all,
            _ => {}
        }
    }
}

/// One request, one answer, one connection.
async fn answer(mut socket: TcpStream, answer: Answer, seen: Seen) {
    let head = request(&mut socket).await;
    lock(&seen).push(head);
    let text = match answer {
        Answer::Nothing => return tokio::time::sleep(Duration::from_mins(1)).await,
        Answer::Half => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\nhalf.".to_owned(),
        Answer::Put => "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned(),
        Answer::Html404 => {
            "HTTP/1.1 404 No\r\ncontent-type: text/html\r\ncontent-length: 9\r\nconnection: close\r\n\r\nnot found"
                .to_owned()
        }
        Answer::Error(status, code) => {
            let body = format!("<Error><Code>{code}</Code><Message>no</Message></Error>");
            format!("HTTP/1.1 {status} No\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len())
        }
    };
    let _ = socket.write_all(text.as_bytes()).await;
    let _ = socket.shutdown().await;
}

async fn objects_at(endpoint: &str) -> S3Objects {
    tls::install_provider();
    let options = S3Options { attempts: 2, attempt_timeout: Duration::from_millis(300), ..s3::options(endpoint) };
    let credentials = Credentials::new("key", "secret", None, None, "test");
    S3Objects::open_as(options, Some(SharedCredentialsProvider::new(credentials))).await
}

fn in_words(error: &ObjectError) -> String {
    error.source().map(ToString::to_string).unwrap_or_default()
}

async fn opening(answers: &'static [Answer]) -> String {
    let (address, _) = serve(answers).await;
    match objects_at(&address).await.open(&key("a/1/x.webp"), None).await {
        Err(error) => in_words(&error),
        Ok(found) => panic!("found: {}", found.is_some()),
    }
}

#[tokio::test]
async fn every_fault_is_put_in_words() {
    for (answers, words) in [
        (&[Answer::Error(404, "NoSuchBucket")] as &'static [_], "does not exist: `ai-tale migrate` makes it"),
        (&[Answer::Error(403, "AccessDenied")], "access denied"),
        (&[Answer::Error(403, "SignatureDoesNotMatch")], "does not know the credentials: SignatureDoesNotMatch"),
        (&[Answer::Error(403, "RequestTimeTooSkewed")], "the clocks of this machine and of the storage"),
        (&[Answer::Error(503, "SlowDown")], "answers 503 SlowDown"),
        (&[Answer::Error(500, "InternalError")], "answers 500 InternalError"),
        (&[Answer::Html404], "answers"),
        (&[Answer::Nothing], "took too long to answer"),
    ] {
        let said = opening(answers).await;
        assert!(said.contains(words), "{said}");
    }
}

#[tokio::test]
async fn a_closed_port_is_unreachable() {
    let nobody = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = objects_at(&format!("http://{nobody}")).await.probe().await.unwrap_err();
    assert!(in_words(&error).starts_with("the storage can't be reached: "), "{}", in_words(&error));
}

#[tokio::test]
async fn an_absent_object_is_no_fault() {
    let (address, _) = serve(&[Answer::Error(404, "NoSuchKey")]).await;
    assert!(objects_at(&address).await.open(&key("a/1/x.webp"), None).await.unwrap().is_none());
}

#[tokio::test]
async fn a_busy_storage_is_asked_again() {
    let (address, seen) = serve(&[Answer::Error(503, "SlowDown"), Answer::Put]).await;
    let (key, picture) = (key("a/1/x.webp"), Bytes::from_static(b"a picture"));
    objects_at(&address).await.put(&key, key.media_type(), picture.into()).await.unwrap();
    assert_eq!(lock(&seen).len(), 2);
}

#[tokio::test]
async fn a_body_cut_short_is_an_error() {
    let (address, _) = serve(&[Answer::Half]).await;
    let (meta, pieces) = objects_at(&address).await.open(&key("a/1/x.webp"), None).await.unwrap().unwrap();
    assert_eq!(meta.size, 10);
    assert!(matches!(whole(pieces).await, Err(ObjectError::Unavailable(_))));
}

#[tokio::test]
async fn an_unknown_condition_is_left_out() {
    let (address, seen) = serve(&[Answer::Error(501, "NotImplemented"), Answer::Put]).await;
    let (key, picture) = (key("a/1/x.webp"), Bytes::from_static(b"a picture"));
    objects_at(&address).await.put(&key, key.media_type(), picture.into()).await.unwrap();
    let with_condition: Vec<_> = lock(&seen).iter().map(|head| head.contains("if-none-match: *")).collect();
    assert_eq!(with_condition, [true, false]);
}

#[tokio::test]
async fn every_put_says_what_it_is() {
    let (address, seen) = serve(&[Answer::Put]).await;
    tls::install_provider();
    let credentials = SharedCredentialsProvider::new(Credentials::new("key", "secret", None, None, "test"));
    let options = S3Options { encryption: Encryption::Aes256, ..s3::options(&address) };
    let objects = S3Objects::open_as(options, Some(credentials)).await;
    let key = key("a/1/x.webp");
    objects.put(&key, key.media_type(), Bytes::from_static(b"a picture").into()).await.unwrap();
    let head = lock(&seen)[0].clone();
    for said in [
        "content-type: image/webp",
        "cache-control: private, no-cache",
        "if-none-match: *",
        "x-amz-checksum-sha256: ",
        "x-amz-server-side-encryption: aes256",
    ] {
        assert!(head.contains(said), "{said}: {head}");
    }
}

/// A chain that ends without any.
#[derive(Debug)]
struct Nobody;

impl ProvideCredentials for Nobody {
    fn provide_credentials<'a>(&'a self) -> future::ProvideCredentials<'a>
    where
        Self: 'a,
    {
        future::ProvideCredentials::ready(Err(CredentialsError::not_loaded("nobody")))
    }
}

#[tokio::test]
async fn missing_credentials_are_called_so() {
    tls::install_provider();
    let objects = S3Objects::open_as(s3::options("http://127.0.0.1:9"), Some(SharedCredentialsProvider::new(Nobody)));
    let error = objects.await.probe().await.unwrap_err();
    assert!(in_words(&error).starts_with("no credentials were found"), "{}", in_words(&error));
}
