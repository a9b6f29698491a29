//! Streams on their sockets, to readers who stop reading: bounded by a time, and by what they may see.

use std::time::Duration;

use ai_tale::domain::{Event, Scene};
use ai_tale::stream::{Framing, Outlet};
use bytes::Bytes;
use futures_util::StreamExt;
use tokio::io::AsyncReadExt;
use tokio::net::{TcpSocket, TcpStream};
use tokio::time::timeout;

use super::{Node, somebody};
use crate::kit::{PATIENCE, unchunked};

/// More than the system keeps for a connection.
const MANY: usize = 20_000;

/// Both ends of a connection that has little room.
async fn connected() -> (TcpStream, TcpStream) {
    let listener = TcpSocket::new_v4().unwrap();
    listener.set_send_buffer_size(65_536).unwrap();
    listener.bind("127.0.0.1:0".parse().unwrap()).unwrap();
    let listener = listener.listen(1).unwrap();
    let socket = TcpSocket::new_v4().unwrap();
    socket.set_recv_buffer_size(2_048).unwrap();
    let reader = socket.connect(listener.local_addr().unwrap()).await.unwrap();
    (listener.accept().await.unwrap().0, reader)
}

const HEAD: &str = "HTTP/1.1 200 OK\r\n\r\n";

fn outlet(socket: TcpStream, framing: Framing, write_timeout: Duration) -> Outlet {
    Outlet { socket, head: Bytes::from_static(HEAD.as_bytes()), framing, write_timeout }
}

/// The text of a stream's body, and whether its framing says that it is whole.
fn body(framing: Framing, answer: &str) -> (String, bool) {
    let body = answer.strip_prefix(HEAD).unwrap();
    match framing {
        Framing::Chunked => unchunked(body),
        Framing::UntilClose => (body.to_owned(), true),
    }
}

fn long_told() -> Node {
    let node = Node::with_limit(1);
    node.log(vec![Event::StoryStarted; MANY]);
    node
}

/// The numbers of the events that came, one after the other, the last perhaps cut.
fn last_id(text: &str) -> usize {
    let ids: Vec<usize> = text.lines().filter_map(|line| line.strip_prefix("id: ")?.parse().ok()).collect();
    assert!(ids.iter().copied().eq(1..=ids.len()), "nothing is left out");
    ids.len()
}

/// Frames of which a connection has room for a part of one.
#[tokio::test]
async fn what_is_written_in_part_arrives_whole() {
    let node = Node::new();
    let palette = ["#000000".to_owned(), "#ffffff".to_owned()];
    let long =
        |scene| Event::SceneCreated(Scene { scene, text: "x".repeat(20_000), words: 1, palette: palette.clone() });
    node.log((1..=16).map(long).chain([Event::StoryCancelled]).collect());
    let frames: Vec<Bytes> = node.follow(0).collect().await;
    let (socket, mut reader) = connected().await;
    let stream = node.streams.follow(somebody(), node.story, 0).unwrap();
    let delivery = tokio::spawn(stream.deliver(outlet(socket, Framing::UntilClose, PATIENCE)));
    let mut received = Vec::new();
    timeout(PATIENCE, reader.read_to_end(&mut received)).await.unwrap().unwrap();
    assert!(received.strip_prefix(HEAD.as_bytes()).is_some_and(|body| body == frames.concat()), "every byte, once");
    delivery.await.unwrap();
}

#[tokio::test]
async fn who_stops_reading_loses_their_stream() {
    for framing in [Framing::Chunked, Framing::UntilClose] {
        let (node, who) = (long_told(), somebody());
        let (socket, mut reader) = connected().await;
        let stream = node.streams.follow(who.clone(), node.story, 0).unwrap();
        let delivery = stream.deliver(outlet(socket, framing, Duration::from_millis(200)));
        timeout(PATIENCE, delivery).await.expect("it does not wait for ever");
        assert!(node.streams.follow(who.clone(), node.story, 0).is_ok(), "their place is free again");
        let mut answer = String::new();
        reader.read_to_string(&mut answer).await.unwrap();
        let (text, is_whole) = body(framing, &answer);
        assert!((1..MANY).contains(&last_id(&text)));
        assert!(!is_whole || framing == Framing::UntilClose, "no chunk says that it was all");
    }
}

#[tokio::test]
async fn what_a_stuck_reader_may_not_see_stays() {
    for framing in [Framing::Chunked, Framing::UntilClose] {
        let (node, who) = (long_told(), somebody());
        let (socket, mut reader) = connected().await;
        let stream = node.streams.follow(who.clone(), node.story, 0).unwrap();
        let delivery = tokio::spawn(stream.deliver(outlet(socket, framing, PATIENCE)));
        let mut begun = [0; 100];
        reader.read_exact(&mut begun).await.unwrap();
        node.streams.sign_out(who.session);
        let mut rest = String::new();
        timeout(PATIENCE, reader.read_to_string(&mut rest)).await.unwrap().unwrap();
        let (text, is_whole) = body(framing, &format!("{}{rest}", std::str::from_utf8(&begun).unwrap()));
        assert!(is_whole, "a stream that says when to come back ends as its framing has it");
        assert!((1..MANY).contains(&last_id(&text)));
        let (frames, retry) = text.strip_suffix("\n\n").unwrap().rsplit_once("\n\n").unwrap();
        assert!(retry.starts_with("retry: ") && frames.ends_with('}'), "the frame that was begun is whole: {retry}");
        timeout(PATIENCE, delivery).await.unwrap().unwrap();
    }
}
