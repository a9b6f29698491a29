//! What S3 meets on a bad day, by a server of canned answers: each is put in words, none is taken for an absent object,
//! and nothing is lost.

use std::error::Error;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::backends::objects::options::S3Options;
use ai_tale::backends::objects::s3::S3Objects;
use ai_tale::backends::objects::{ObjectError, Objects, whole};
use ai_tale::backends::tls;
use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::{key, s3};

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
}

/// Answers with these in turn, with the last of them from then on; counts the requests.
async fn serve(answers: &'static [Answer]) -> (String, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    let served = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&served);
    tokio::spawn(async move {
        loop {
            let (socket, _) = listener.accept().await.unwrap();
            let number = count.fetch_add(1, Ordering::SeqCst);
            tokio::spawn(answer(socket, answers[number.min(answers.len() - 1)]));
        }
    });
    (address, served)
}

/// One request, one answer, one connection.
async fn answer(mut socket: TcpStream, answer: Answer) {
    let mut request = vec![0; 64 << 10];
    let _ = socket.read(&mut request).await;
    let text = match answer {
        Answer::Nothing => return tokio::time::sleep(Duration::from_mins(1)).await,
        Answer::Half => "HTTP/1.1 200 OK\r\ncontent-length: 10\r\nconnection: close\r\n\r\nhalf.".to_owned(),
        Answer::Put => "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned(),
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
    let (address, served) = serve(&[Answer::Error(503, "SlowDown"), Answer::Put]).await;
    let (key, picture) = (key("a/1/x.webp"), Bytes::from_static(b"a picture"));
    objects_at(&address).await.put(&key, key.media_type(), picture.into()).await.unwrap();
    assert_eq!(served.load(Ordering::SeqCst), 2);
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
    let (address, served) = serve(&[Answer::Error(501, "NotImplemented"), Answer::Put]).await;
    let (key, picture) = (key("a/1/x.webp"), Bytes::from_static(b"a picture"));
    objects_at(&address).await.put(&key, key.media_type(), picture.into()).await.unwrap();
    assert!(served.load(Ordering::SeqCst) >= 2);
}
