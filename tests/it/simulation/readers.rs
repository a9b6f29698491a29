//! Readers who come, stay a while, lose their connection, and go on where they were: in this process or the next.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::sync::Mutex;
use std::time::Duration;

use ai_tale::domain::{SessionId, StoryId, Timestamp, UserId};
use ai_tale::stream::{Follower, Streams};
use futures_util::StreamExt;
use tokio::time::{sleep, timeout};

use super::chaos::Chaos;

/// What a reader has seen, in all lives.
#[derive(Clone, Default, Debug)]
pub struct Seen {
    /// The kind of each event, in order: the first is number 1.
    pub kinds: Vec<String>,
}

impl Seen {
    pub fn has_ended(&self) -> bool {
        let ends = ["story.completed", "story.failed", "story.cancelled"];
        self.kinds.last().is_some_and(|kind| ends.contains(&kind.as_str()))
    }

    /// Takes one frame; comments and `retry:` are none.
    fn take(&mut self, frame: &str) {
        let field = |name: &str| frame.lines().find_map(|line| line.strip_prefix(name));
        let (Some(id), Some(kind)) = (field("id: "), field("event: ")) else { return };
        let next = self.kinds.len() as u64 + 1;
        assert_eq!(id.parse::<u64>().unwrap(), next, "a reader missed an event or saw one twice");
        self.kinds.push(kind.to_owned());
    }
}

/// Reads until the story's last event, one connection after the other.
pub async fn read(streams: &Streams, chaos: &Chaos, story: StoryId, seen: &Mutex<Seen>) {
    let (reader, session) = (UserId::new(), SessionId::new());
    let far = Timestamp::now().plus(Duration::from_hours(24 * 365));
    loop {
        let after = seen.lock().unwrap().kinds.len() as u64;
        let follower = Follower { user: reader, session, request: "sim".into(), expires_at: far };
        let mut stream = streams.follow(follower, story, after).unwrap().into_frames();
        let reading = async {
            while let Some(frame) = stream.next().await {
                seen.lock().unwrap().take(std::str::from_utf8(&frame).unwrap());
            }
        };
        // an error says that the connection was lost
        let _ = timeout(chaos.some_time("a reader", 0.5..60.0), reading).await;
        if seen.lock().unwrap().has_ended() {
            return;
        }
        sleep(chaos.some_time("a reader", 0.0..20.0)).await;
    }
}
