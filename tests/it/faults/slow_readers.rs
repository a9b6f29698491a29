//! Readers that never read, or a byte at a time: they delay nobody, hold a bounded buffer, and don't keep a process.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::time::Duration;

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpSocket, TcpStream};

use crate::kit::{Process, Reader};
use crate::kit::{TINY, assert_complete, until};

fn settings(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    TINY.into_iter().chain(more.iter().copied()).collect()
}

/// A connection with next to no room for what it does not read.
async fn connect(base: &str) -> TcpStream {
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2_048).unwrap();
    socket.connect(base.strip_prefix("http://").unwrap().parse().unwrap()).await.unwrap()
}

/// Asks for a story's stream and reads nothing.
async fn stuck_stream(reader: &Reader, id: &str) -> TcpStream {
    let mut stream = connect(&reader.base).await;
    let head = format!(
        "GET /v1/stories/{id}/events HTTP/1.1\r\nhost: tale\r\naccept: text/event-stream\r\nauthorization: Bearer {}\r\n\r\n",
        reader.token
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    stream
}

#[tokio::test]
async fn readers_that_stop_reading_delay_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let more = [("LIMITS__STREAMS_PER_USER", "0"), ("MODELS__BUILTIN__PICTURE_MS", "50")];
    let process = Process::serve(folder.path(), &settings(&more)).await;
    let reader = Reader::guest(&process.readers).await;
    let id = reader.wish_for_scenes(12).await;
    let mut stuck = Vec::new();
    for _ in 0..20 {
        stuck.push(stuck_stream(&reader, &id).await);
    }
    // one reads a byte at a time for as long as the others read the story
    let mut slow = stuck_stream(&reader, &id).await;
    let byte_by_byte = async {
        let mut byte = [0];
        while slow.read(&mut byte).await.is_ok_and(|read| read == 1) {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    };
    tokio::select! {
        () = byte_by_byte => panic!("the slow reader's stream ended before the story"),
        events = reader.whole(&id) => assert_complete(&events, 12),
    }
    // a story that is not over, so that its streams stay open
    let open = reader.wish_for_scenes(32).await;
    for _ in 0..20 {
        stuck.push(stuck_stream(&reader, &open).await);
    }
    assert_eq!(process.terminate().await.code(), Some(0));
}

#[tokio::test]
async fn a_write_that_gets_nowhere_ends_its_connection() {
    let folder = tempfile::tempdir().unwrap();
    let process = Process::serve(folder.path(), &settings(&[("HTTP__WRITE_TIMEOUT", "300ms")])).await;
    let mut stuck = connect(&process.readers).await;
    // far more answers than the kernel keeps for both sides
    let requests = "GET /openapi.json HTTP/1.1\r\nhost: tale\r\n\r\n".repeat(200);
    stuck.write_all(requests.as_bytes()).await.unwrap();
    let metrics = format!("{}/metrics", process.operators);
    let connections = async || {
        let text = reqwest::get(&metrics).await.unwrap().text().await.unwrap();
        let line = text.lines().find(|line| line.starts_with("tale_http_connections{") && line.contains("readers"));
        line.and_then(|line| line.rsplit(' ').next()?.parse::<f64>().ok())
    };
    let mut was_seen = false;
    until("the connection was seen and cut", async || {
        let now = connections().await.unwrap_or_default();
        was_seen |= now >= 1.0;
        was_seen && now < 1.0
    })
    .await;
    // others are served as before
    let reader = Reader::guest(&process.readers).await;
    assert_complete(&reader.whole(&reader.wish_for_scenes(1).await).await, 1);
    drop(stuck);
    assert!(process.terminate().await.success());
}
