//! Connections that are slow, huge, many or broken: each ends, and none keeps others waiting.

use tokio::io::AsyncWriteExt;
use tokio::net::TcpSocket;

use super::checks::{connect, eventually, is_served, raw, stories_of, until_closed, wish};
use crate::kit::{Reader, Server};

/// The head of a wish; its body has `length` bytes, or comes in chunks.
fn head(reader: &Reader, framing: &str) -> String {
    format!(
        "POST /v1/stories HTTP/1.1\r\nhost: here\r\ncontent-type: application/json\r\nauthorization: Bearer {}\r\n{framing}\r\n\r\n",
        reader.token
    )
}

#[tokio::test]
async fn a_slow_head_loses_its_connection() {
    let server = Server::start_with(&[("HTTP__HEADER_TIMEOUT", "200ms")]).await;
    for start in ["", "GET / HTTP/1.1\r\n", "GET / HTTP/1.1\r\nhost: here\r\nx-slow: "] {
        let answer = raw(&server.readers, start.as_bytes()).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408 "), "{answer}");
    }
    assert!(is_served(&mut connect(&server.readers).await).await);
}

#[tokio::test]
async fn a_body_that_takes_too_long_is_refused() {
    let server = Server::start_with(&[("HTTP__BODY_TIMEOUT", "200ms")]).await;
    let reader = server.guest().await;
    for framing in ["content-length: 100", "transfer-encoding: chunked"] {
        let answer = raw(&server.readers, format!("{}1\r\n{{", head(&reader, framing)).as_bytes()).await;
        assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
        assert!(answer.contains("application/problem+json") && answer.contains(r#""code":"body_timeout""#), "{answer}");
        assert!(answer.contains("\r\nx-request-id: "), "{answer}");
    }
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn who_writes_first_hears_of_too_large_bodies() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let body = "x".repeat(600 * 1024);
    let chunked = format!("{}{:x}\r\n{body}\r\n0\r\n\r\n", head(&reader, "transfer-encoding: chunked"), body.len());
    let announced = format!("{}{body}", head(&reader, &format!("content-length: {}", body.len())));
    for request in [announced, chunked] {
        // it has no room for what is not read yet, so that it gets on as the other side reads
        let socket = TcpSocket::new_v4().unwrap();
        socket.set_send_buffer_size(16 * 1024).unwrap();
        let address = server.readers.strip_prefix("http://").unwrap().parse().unwrap();
        let mut client = socket.connect(address).await.unwrap();
        client.write_all(request.as_bytes()).await.expect("everything can be written");
        let answer = until_closed(&mut client).await;
        assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("body_too_large"), "{answer}");
    }
    let waits = head(&reader, "content-length: 100000\r\nexpect: 100-continue");
    let answer = raw(&server.readers, waits.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "who waits for leave to write is answered at once: {answer}");
}

#[tokio::test]
async fn a_head_that_is_too_large_is_refused() {
    let server = Server::start().await;
    let heads = [
        format!("GET / HTTP/1.1\r\nhost: here\r\nx-huge: {}\r\n\r\n", "a".repeat(200_000)),
        format!("GET / HTTP/1.1\r\nhost: here\r\n{}\r\n", "x-many: a\r\n".repeat(10_000)),
        format!("GET /{} HTTP/1.1\r\nhost: here\r\n\r\n", "a".repeat(200_000)),
    ];
    for head in heads {
        let answer = raw(&server.readers, head.as_bytes()).await;
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 431 ") || answer.starts_with("HTTP/1.1 414 "),
            "{answer}"
        );
    }
    assert!(is_served(&mut connect(&server.readers).await).await);
}

#[tokio::test]
async fn what_is_no_http_is_refused() {
    let server = Server::start().await;
    let garbage: [&[u8]; 5] = [
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"GET / HTTP/9.9\r\n\r\n",
        b"GET / HTTP/1.1\r\nbad header\r\n\r\n",
        b"POST /v1/stories HTTP/1.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n",
    ];
    for bytes in garbage {
        let answer = raw(&server.readers, bytes).await;
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 400 "), "{answer}");
    }
    assert!(is_served(&mut connect(&server.readers).await).await);
}

#[tokio::test]
async fn a_request_without_a_path_is_refused() {
    let server = Server::start().await;
    for base in [&server.readers, &server.operators] {
        let connect = "CONNECT x:1 HTTP/1.1\r\nHost: x\r\nx-request-id: abc\r\nConnection: close\r\n\r\n";
        let answer = raw(base, connect.as_bytes()).await;
        let status = answer.split(' ').nth(1).unwrap_or_default();
        assert!(["404", "405"].contains(&status), "{answer}");
        assert!(answer.contains("x-request-id: abc") && answer.contains("application/problem+json"), "{answer}");
    }
    server.stop().await;
}

#[tokio::test]
async fn a_request_is_framed_in_one_way_only() {
    let server = Server::start().await;
    let reader = server.guest().await;
    let body = wish().to_string();
    let both = format!("content-length: {}\r\ntransfer-encoding: chunked\r\nconnection: close", body.len());
    let smuggled = format!("{}0\r\n\r\n{body}", head(&reader, &both));
    let answer = raw(&server.readers, smuggled.as_bytes()).await;
    assert!(!answer.contains("HTTP/1.1 202"), "{answer}");
    let broken = format!("{}zz\r\n{body}", head(&reader, "transfer-encoding: chunked"));
    let answer = raw(&server.readers, broken.as_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 400 "), "{answer}");
    let mut left = connect(&server.readers).await;
    left.write_all(format!("{}{{\"theme", head(&reader, "content-length: 60")).as_bytes()).await.unwrap();
    drop(left);
    assert_eq!(stories_of(&reader).await, 0);
}

#[tokio::test]
async fn a_closed_connection_makes_room_for_its_address() {
    let server = Server::start_with(&[("LIMITS__CONNECTIONS_PER_ADDRESS", "3")]).await;
    let mut open = Vec::new();
    for _ in 0..3 {
        let mut stream = connect(&server.readers).await;
        assert!(is_served(&mut stream).await);
        open.push(stream);
    }
    for _ in 0..200 {
        let mut refused = connect(&server.readers).await;
        assert_eq!(until_closed(&mut refused).await, "");
    }
    assert!(is_served(&mut open[0]).await, "those who are in stay in");
    assert!(is_served(&mut connect(&server.operators).await).await, "operators are not counted");
    open.clear();
    eventually(async || is_served(&mut connect(&server.readers).await).await.then_some(())).await;
}

#[tokio::test]
async fn all_connections_together_are_bounded() {
    let settings = [("LIMITS__CONNECTIONS", "5"), ("LIMITS__CONNECTIONS_PER_ADDRESS", "0")];
    let server = Server::start_with(&settings).await;
    let mut open = Vec::new();
    for _ in 0..5 {
        let mut stream = connect(&server.readers).await;
        assert!(is_served(&mut stream).await);
        open.push(stream);
    }
    assert_eq!(until_closed(&mut connect(&server.readers).await).await, "");
    drop(open.pop());
    eventually(async || is_served(&mut connect(&server.readers).await).await.then_some(())).await;
}
