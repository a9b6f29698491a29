//! What ends a stream before its story does, and who may open one.

use std::time::Duration;

use ai_tale::domain::{Event, Timestamp};
use ai_tale::stream::{FollowRefusal, Follower};
use futures_util::{FutureExt, StreamExt};
use tokio::time::Instant;

use super::{Node, Stream, ids, next, somebody};
use crate::store::samples::book;

const RETRY: &str = "retry: 1000\n\n";

/// The rest of a stream, as texts.
async fn rest(stream: Stream) -> Vec<String> {
    stream.map(|frame| String::from_utf8(frame.to_vec()).unwrap()).collect().await
}

#[tokio::test(start_paused = true)]
async fn signing_out_ends_the_streams_of_that_session() {
    let node = Node::new();
    let (mine, other) = (somebody(), somebody());
    let mut streams = [mine, mine].map(|who| node.streams.follow(who, node.story, 0).unwrap());
    let mut others = node.streams.follow(other, node.story, 0).unwrap();
    for stream in streams.iter_mut().chain([&mut others]) {
        assert!(stream.next().now_or_never().is_none());
    }
    node.streams.sign_out(mine.session.unwrap());
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
    let mut stream = node.streams.follow(me, node.story, 0).unwrap();
    assert_eq!(ids(&mut stream, 2).await, [1, 2]);
    node.streams.sign_out(me.session.unwrap());
    assert_eq!(rest(stream).await, [RETRY]);
}

#[tokio::test(start_paused = true)]
async fn a_stream_ends_with_its_readers_token() {
    let node = Node::new();
    node.hub.run_started(node.story);
    let who = Follower { expires_at: Timestamp::now().plus(Duration::from_secs(25)), ..somebody() };
    let started = Instant::now();
    let frames = rest(node.streams.follow(who, node.story, 0).unwrap()).await;
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
    let follow = |who| node.streams.follow(who, node.story, 0);
    let first = follow(me).unwrap();
    let second = follow(Follower { session: None, ..me }).unwrap();
    assert_eq!(follow(me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    assert!(follow(somebody()).is_ok());
    drop(first);
    let third = follow(me).unwrap();
    assert_eq!(follow(me).err(), Some(FollowRefusal::TooMany { limit: 2 }));
    drop((second, third));
    node.log(vec![Event::StoryCancelled]);
    // a stream that ended by itself has left its seat, too
    let mut ended = [follow(me).unwrap(), follow(me).unwrap()];
    for stream in &mut ended {
        assert_eq!(ids(stream, 1).await, [1]);
        assert_eq!(next(stream).await, None);
    }
    assert!(follow(me).is_ok());
}
