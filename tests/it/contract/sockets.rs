//! Event streams byte by byte, to clients of every kind: old ones, hasty ones, and those who close before they are
//! answered.

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::{sleep, timeout};

use super::checks::{SILENT, connect, eventually, raw, started, until_closed, wish};
use crate::kit::{PATIENCE, Reader, Server};

/// The request for a story's stream, with more lines in its head.
fn request(reader: &Reader, id: &str, version: &str, more: &str) -> String {
    format!(
        "GET /v1/stories/{id}/events HTTP/{version}\r\nhost: here\r\naccept: text/event-stream\r\nauthorization: Bearer {}\r\n{more}\r\n",
        reader.token
    )
}

/// Head and body of an answer.
fn parted(answer: &str) -> (&str, &str) {
    answer.split_once("\r\n\r\n").expect("a head ends with an empty line")
}

/// The body that chunks make up, the last one empty.
fn unchunked(body: &str) -> String {
    let (whole, is_ended) = crate::kit::unchunked(body);
    assert!(is_ended, "the last chunk is there");
    whole
}

/// The numbers of a stream's events.
fn ids(body: &str) -> Vec<u64> {
    body.lines().filter_map(|line| line.strip_prefix("id: ")?.parse().ok()).collect()
}

async fn told(server: &Server, scenes: u32) -> (Reader, String, Vec<u64>) {
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(scenes).await;
    let all = reader.whole(&id).await.iter().map(|event| event.id).collect();
    (reader, id, all)
}

#[tokio::test]
async fn a_stream_s_answer_is_whole_http() {
    let server = Server::start().await;
    let (reader, id, all) = told(&server, 2).await;
    let answer = raw(&server.readers, request(&reader, &id, "1.1", "x-request-id: abc\r\n").as_bytes()).await;
    let (head, body) = parted(&answer);
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    let lines = [
        "content-type: text/event-stream",
        "cache-control: no-store",
        "x-accel-buffering: no",
        "x-content-type-options: nosniff",
        "x-request-id: abc",
        "transfer-encoding: chunked",
        "connection: close",
    ];
    for line in lines {
        assert_eq!(head.lines().filter(|found| *found == line).count(), 1, "{line} in {head}");
    }
    let date = head.lines().find_map(|line| line.strip_prefix("date: ")).expect("every answer has a date");
    assert!(date.len() == 29 && date.ends_with(" GMT"), "{date}");
    assert_eq!(ids(&unchunked(body)), all);
}

#[tokio::test]
async fn an_old_client_s_stream_ends_by_closing() {
    let server = Server::start().await;
    let (reader, id, all) = told(&server, 2).await;
    for more in ["", "connection: keep-alive\r\n"] {
        let answer = raw(&server.readers, request(&reader, &id, "1.0", more).as_bytes()).await;
        let (head, body) = parted(&answer);
        assert!(head.starts_with("HTTP/1.0 200 OK\r\n") && !head.contains("transfer-encoding"), "{head}");
        assert!(body.starts_with("id: 1\n") && body.ends_with("\n\n"), "no chunk's size stands in it: {body}");
        assert_eq!(ids(body), all);
    }
}

#[tokio::test]
async fn a_stream_comes_after_what_was_asked_before() {
    let server = Server::start().await;
    let (reader, id, all) = told(&server, 2).await;
    // far more answers than a connection has room for, to a client that begins to read when all is asked
    let before = "GET /openapi.json HTTP/1.1\r\nhost: here\r\n\r\n".repeat(40);
    let after = "GET /health/live HTTP/1.1\r\nhost: here\r\n\r\n".repeat(3);
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2_048).unwrap();
    let mut client = socket.connect(server.readers.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap();
    client.write_all(format!("{before}{}{after}", request(&reader, &id, "1.1", "")).as_bytes()).await.unwrap();
    let answer = until_closed(&mut client).await;
    let stream = answer.rfind("HTTP/1.1 200 OK\r\n").unwrap();
    let (head, body) = parted(&answer[stream..]);
    assert!(head.contains("text/event-stream"), "nothing is answered after a stream: {head}");
    assert_eq!(ids(&unchunked(body)), all);
    assert_eq!(answer[..stream].matches("HTTP/1.1 200 OK\r\n").count(), 40);
    assert!(answer[..stream].ends_with('}'), "the answer before is whole");
}

#[tokio::test]
async fn a_half_closed_client_gets_its_answer() {
    let settings = [("MODELS__BUILTIN__PICTURE_MS", "300"), ("STREAM__HEARTBEAT", "1h")];
    let server = Server::start_with(&settings).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    let list = format!("GET /v1/stories HTTP/1.1\r\nhost: here\r\nauthorization: Bearer {}\r\n\r\n", reader.token);
    let asked = [(list, r#""items""#), (request(&reader, &id, "1.1", ""), "event: story.completed")];
    for (request, expected) in asked {
        let mut client = connect(&server.readers).await;
        client.write_all(request.as_bytes()).await.unwrap();
        client.shutdown().await.unwrap();
        let answer = until_closed(&mut client).await;
        assert!(answer.starts_with("HTTP/1.1 200 OK\r\n") && answer.contains(expected), "{answer}");
    }
}

/// Opens a stream, and reads its head.
async fn opened(server: &Server, request: &str) -> Option<TcpStream> {
    let mut client = connect(&server.readers).await;
    client.write_all(request.as_bytes()).await.unwrap();
    let mut head = [0; 4096];
    let read = timeout(PATIENCE, client.read(&mut head)).await.unwrap().unwrap();
    head[..read].starts_with(b"HTTP/1.1 200 ").then_some(client)
}

#[tokio::test]
async fn a_reader_who_left_is_noticed_at_once() {
    let settings = [SILENT, ("STREAM__HEARTBEAT", "1h"), ("LIMITS__STREAMS_PER_USER", "1")];
    let server = Server::start_with(&settings).await;
    let reader = server.guest().await;
    let id = reader.wish(&wish()).await;
    started(&reader, &id).await;
    let request = request(&reader, &id, "1.1", "");
    for is_half_closed in [false, true] {
        let mut client = eventually(async || opened(&server, &request).await).await;
        assert!(opened(&server, &request).await.is_none(), "there is one place, and it is taken");
        if is_half_closed {
            client.shutdown().await.unwrap();
            sleep(Duration::from_millis(50)).await;
            assert!(opened(&server, &request).await.is_none(), "who still reads is still there");
        }
        drop(client);
    }
    eventually(async || opened(&server, &request).await).await;
}

#[tokio::test]
async fn what_a_reader_says_later_is_dropped() {
    let server = Server::start_with(&[("MODELS__BUILTIN__PICTURE_MS", "300")]).await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(2).await;
    let mut client = opened(&server, &request(&reader, &id, "1.1", "")).await.unwrap();
    let noise = "GET /health/live HTTP/1.1\r\nhost: here\r\n\r\n".repeat(2_000);
    client.write_all(noise.as_bytes()).await.unwrap();
    let rest = until_closed(&mut client).await;
    assert!(rest.contains("event: story.completed") && rest.ends_with("0\r\n\r\n"), "{rest}");
    assert!(!rest.contains("HTTP/1.1"), "{rest}");
}

#[tokio::test]
async fn a_request_with_a_body_gets_its_stream() {
    let server = Server::start().await;
    let (reader, id, all) = told(&server, 1).await;
    let more = "content-length: 2\r\nconnection: close\r\n";
    let answer = raw(&server.readers, format!("{}{{}}", request(&reader, &id, "1.1", more)).as_bytes()).await;
    let (head, body) = parted(&answer);
    assert!(head.starts_with("HTTP/1.1 200 OK\r\n"), "{head}");
    assert_eq!(ids(&unchunked(body)), all);
}

#[tokio::test]
async fn a_request_names_one_host() {
    let server = Server::start().await;
    let twice = "host: here\r\nHost: there\r\n";
    let asked =
        [("1.1", "", 400), ("1.1", twice, 400), ("1.0", twice, 400), ("1.1", "host: here\r\n", 200), ("1.0", "", 200)];
    for base in [&server.readers, &server.operators] {
        for (version, hosts, status) in asked {
            let request =
                format!("GET /health/live HTTP/{version}\r\n{hosts}connection: close\r\nx-request-id: abc\r\n\r\n");
            let answer = raw(base, request.as_bytes()).await;
            assert_eq!(answer.split(' ').nth(1), Some(status.to_string().as_str()), "{request}{answer}");
            assert!(answer.contains("\r\nx-request-id: abc\r\n"), "{answer}");
            assert_eq!(answer.contains(r#""code":"bad_host""#), status == 400, "{answer}");
        }
    }
}
