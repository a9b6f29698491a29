//! The accept loop, with a small filter behind it: limits on connections, heads and silence, and its end.

use std::time::Duration;

use ai_tale::http::call::address;
use ai_tale::http::edge::options::ListenerOptions;
use ai_tale::http::edge::server::run;
use futures_util::{Stream, StreamExt};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpSocket, TcpStream};
use tokio::time::interval;
use tokio_util::sync::CancellationToken;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::reply::{Reply, Response};

use super::config;

struct Listening {
    address: std::net::SocketAddr,
    stop: CancellationToken,
    ended: tokio::task::JoinHandle<()>,
}

fn options() -> ListenerOptions {
    ListenerOptions {
        header_timeout: Duration::from_millis(200),
        write_timeout: Duration::from_millis(300),
        connections: 3,
        connections_per_address: 2,
        ..ListenerOptions::readers(&config(&[]).http, 0, 0)
    }
}

async fn listen(filter: BoxedFilter<(Response,)>, options: ListenerOptions, hard_stop_after: Duration) -> Listening {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let stop = CancellationToken::new();
    let ended = tokio::spawn(run(listener, filter, options, stop.clone(), hard_stop_after));
    Listening { address, stop, ended }
}

fn hello() -> BoxedFilter<(Response,)> {
    warp::ext::get::<address::Peer>().map(|peer: address::Peer| peer.0.to_string().into_response()).boxed()
}

/// A byte now and then, never an end: whether a client is there can only be told by a write.
fn murmurs() -> impl Stream<Item = Result<bytes::Bytes, std::convert::Infallible>> + Send + Sync {
    let first = interval(Duration::from_millis(20));
    futures_util::stream::unfold(first, |mut next| async move {
        next.tick().await;
        Some((Ok(bytes::Bytes::from_static(b".")), next))
    })
}

fn murmur() -> BoxedFilter<(Response,)> {
    warp::any().map(move || warp::reply::stream(Box::pin(murmurs())).into_response()).boxed()
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
async fn a_connection_beyond_the_limit_is_closed() {
    let server =
        listen(murmur(), ListenerOptions { header_timeout: Duration::from_secs(30), ..options() }, Duration::ZERO)
            .await;
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
    let server = listen(flood(), ListenerOptions { connections_per_address: 1, ..options() }, Duration::ZERO).await;
    let (_stuck, answer) = ask(server.address).await;
    assert!(answer.starts_with("HTTP/1.1 200"));
    let mut next = String::new();
    while next.is_empty() {
        next = ask(server.address).await.1;
    }
    assert!(next.starts_with("HTTP/1.1 200"), "its place is free again");
}

#[tokio::test]
async fn a_vanished_peer_loses_its_connection() {
    // far less than the kernel keeps for a connection, so that no write of ours is ever stuck
    let little = || Ok::<_, std::convert::Infallible>(bytes::Bytes::from(vec![b'x'; 65_536]));
    let once = move || Box::pin(futures_util::stream::iter([little()]).chain(murmurs()));
    let filter = warp::any().map(move || warp::reply::stream(once()).into_response()).boxed();
    let server = listen(filter, ListenerOptions { connections_per_address: 1, ..options() }, Duration::ZERO).await;
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2_048).unwrap();
    let mut gone = socket.connect(server.address).await.unwrap();
    gone.write_all(b"GET / HTTP/1.1\r\nhost: here\r\n\r\n").await.unwrap();
    let mut next = String::new();
    while next.is_empty() {
        next = ask(server.address).await.1;
    }
    assert!(next.starts_with("HTTP/1.1 200"), "its place is free again");
}

#[tokio::test]
async fn stopping_ends_idle_connections_before_busy_ones() {
    let server = listen(
        hello(),
        ListenerOptions { header_timeout: Duration::from_hours(1), ..options() },
        Duration::from_hours(1),
    )
    .await;
    let (mut idle, _) = ask(server.address).await;
    server.stop.cancel();
    server.ended.await.unwrap();
    assert!(is_closed(&mut idle).await);
    assert!(TcpStream::connect(server.address).await.is_err());

    let server = listen(murmur(), options(), Duration::from_millis(100)).await;
    let (mut busy, _) = ask(server.address).await;
    server.stop.cancel();
    server.ended.await.unwrap();
    assert!(is_closed(&mut busy).await);
}
