//! What ends a stream before its story does, and who may open one.

use std::collections::HashSet;
use std::time::Duration;

use ai_tale::domain::{Event, SessionId, Timestamp};
use ai_tale::stream::{FollowRefusal, Follower, OpenStream};
use bytes::Bytes;
use futures_util::{FutureExt, StreamExt};
use tokio::time::Instant;

use super::{Node, Stream, ids, next, somebody};
use crate::store::samples::book;

/// Stands for a line that says when to come back: between one and four seconds later.
const RETRY: &str = "retry";

/// The milliseconds of a line that says when to come back.
fn retry(frame: &str) -> Option<u32> {
    frame.strip_prefix("retry: ")?.strip_suffix("\n\n")?.parse().ok()
}

/// The rest of a stream, as texts.
async fn rest(stream: Stream) -> Vec<String> {
    let name = |frame: Bytes| {
        let text = String::from_utf8(frame.to_vec()).unwrap();
        if retry(&text).is_some_and(|ms| (1_000..=4_000).contains(&ms)) { RETRY.to_owned() } else { text }
    };
    stream.map(name).collect().await
}

#[tokio::test(start_paused = true)]
async fn signing_out_ends_the_streams_of_that_session() {
    let node = Node::new();
    let (mine, other) = (somebody(), somebody());
    let mut streams = [mine.clone(), mine.clone()].map(|who| node.follow_as(who, 0));
    let mut others = node.follow_as(other, 0);
    for stream in streams.iter_mut().chain([&mut others]) {
        assert!(stream.next().now_or_never().is_none());
    }
    node.streams.sign_out(mine.session);
    for stream in streams {
        assert_eq!(rest(stream).await, [RETRY]);
    }
    node.publish(vec![Event::StoryCancelled]);
    assert_eq!(ids(&mut others, 1).await, [1]);
}

#[tokio::test(start_paused = true)]
async fn signing_out_keeps_back_unsent_events() {
    let node = Node::new();
    let me = somebody();
    node.log(book());
    let mut stream = node.follow_as(me.clone(), 0);
    assert_eq!(ids(&mut stream, 2).await, [1, 2]);
    node.streams.sign_out(me.session);
    assert_eq!(rest(stream).await, [RETRY]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_readers_token() {
    let node = Node::new();
    node.run();
    let who = Follower { expires_at: Timestamp::now().plus(Duration::from_secs(25)), ..somebody() };
    let started = Instant::now();
    let frames = rest(node.follow_as(who, 0)).await;
    assert_eq!(frames, [":\n\n", ":\n\n", RETRY]);
    assert!(started.elapsed() <= Duration::from_millis(25_002), "{:?}", started.elapsed());
}

#[tokio::test(start_paused = true)]
async fn draining_tells_streams_when_to_come_back() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    let mut open = node.follow(0);
    assert_eq!(ids(&mut open, 1).await, [1]);
    node.streams.drain();
    assert_eq!(rest(open).await, [RETRY]);
    let late = rest(node.follow(0)).await;
    assert_eq!((late.len(), late[1].as_str()), (2, RETRY));
}

#[tokio::test(start_paused = true)]
async fn a_store_that_hangs_silences_no_stream() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    node.log.hang(true);
    let who = somebody();
    let mut streams = [node.follow_as(who.clone(), 0), node.follow(0), node.follow(0)];
    for _ in 0..3 {
        for stream in &mut streams {
            assert_eq!(next(stream).await.unwrap(), ":\n\n");
        }
    }
    let [signed_out, mut patient, drained] = streams;
    node.streams.sign_out(who.session);
    assert_eq!(rest(signed_out).await, [RETRY]);
    node.log.hang(false);
    assert_eq!(ids(&mut patient, 1).await, [1]);
    node.log.hang(true);
    node.streams.drain();
    for stream in [patient, drained] {
        let rest = rest(stream).await;
        assert_eq!(rest.last().map(String::as_str), Some(RETRY));
    }
}

#[tokio::test(start_paused = true)]
async fn readers_of_a_drained_node_return_apart() {
    let node = Node::new();
    let open: Vec<Stream> = (0..40).map(|_| node.follow(0)).collect();
    node.streams.drain();
    let mut waits = HashSet::new();
    for mut stream in open {
        let last = next(&mut stream).await.unwrap();
        waits.insert(retry(std::str::from_utf8(&last).unwrap()).unwrap());
    }
    assert!(waits.len() > 20, "they differ by chance: {waits:?}");
}

#[tokio::test(start_paused = true)]
async fn a_deleted_story_ends_its_streams_at_once() {
    let node = Node::new();
    node.log(book()[..6].to_vec());
    let mut slow = node.follow(0);
    let mut waiting = node.follow(6);
    assert_eq!(ids(&mut slow, 2).await, [1, 2]);
    assert!(waiting.next().now_or_never().is_none());
    node.log.delete(node.story);
    node.hub.deleted(node.story);
    assert_eq!(slow.next().now_or_never(), Some(None), "nothing of it is shown any more");
    assert_eq!(waiting.next().now_or_never(), Some(None));
}

#[tokio::test(start_paused = true)]
async fn the_poll_ends_a_deleted_story_s_streams() {
    let node = Node::new();
    node.log(vec![Event::StoryStarted]);
    let mut stream = node.follow(1);
    assert!(stream.next().now_or_never().is_none());
    node.log.delete(node.story);
    assert_eq!(next(&mut stream).await, None);
}

#[tokio::test(start_paused = true)]
async fn a_limit_of_streams_is_one_reader_s() {
    let node = Node::with_limit(2);
    let me = somebody();
    let follow = |who: &Follower| node.streams.follow(who.clone(), node.story, 0).map(OpenStream::into_frames);
    let first = follow(&me).unwrap();
    let second = follow(&Follower { session: SessionId::new(), ..me.clone() }).unwrap();
    assert_eq!(follow(&me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    assert!(follow(&somebody()).is_ok());
    drop(first);
    let third = follow(&me).unwrap();
    assert_eq!(follow(&me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    drop((second, third));
    node.log(vec![Event::StoryCancelled]);
    // a stream that ended by itself has left its seat, too
    let mut ended = [follow(&me).unwrap(), follow(&me).unwrap()];
    for stream in &mut ended {
        assert_eq!(ids(stream, 1).await, [1]);
        assert_eq!(next(stream).await, None);
    }
    assert!(follow(&me).is_ok());
}
