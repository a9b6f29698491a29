//! A deploy that kills: one process after the other is killed soon after it came up, with stories in flight, and not
//! one of them fails. By hand: `QUICK_KILLS=100 cargo test --test it -- quick_kills --nocapture`; `QUICK_KILLS_SEED`
//! repeats.

#![expect(clippy::print_stdout, reason = "whoever runs it by hand wants to see what was done")]

use std::time::Duration;

use futures_util::future::join_all;
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;
use serde_json::json;

use crate::kit::{Process, Reader, StreamedEvent};
use crate::kit::{TINY, assert_complete};

/// A story takes a few seconds of a process that is left alone. One reader follows them all.
const PACE: [(&str, &str); 3] = [
    ("MODELS__BUILTIN__TOKENS_PER_SECOND", "400"),
    ("MODELS__BUILTIN__PICTURE_MS", "200"),
    ("LIMITS__STREAMS_PER_USER", "0"),
];
/// Kills where nobody says how many.
const A_FEW: u32 = 6;

fn number<T: std::str::FromStr>(variable: &str) -> Option<T> {
    std::env::var(variable).ok().and_then(|text| text.parse().ok())
}

/// Every event of a story; a connection ends with the patience of its client, and a story may take longer.
async fn whole(reader: &Reader, story: &str) -> Vec<StreamedEvent> {
    let mut events: Vec<StreamedEvent> = Vec::new();
    for _connection in 0..20 {
        let cursor = events.last().map_or(0, |event| event.id);
        events.extend(reader.follow(story, cursor, |_| false).await);
        if events.last().is_some_and(StreamedEvent::is_last) {
            break;
        }
    }
    events
}

/// A story that never got to its first word before its process was killed.
#[tokio::test]
async fn kills_before_the_first_word_fail_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let slow: Vec<_> = TINY.into_iter().chain([("MODELS__BUILTIN__FIRST_TOKEN", "2s")]).collect();
    let mut process = Process::serve(folder.path(), &slow).await;
    let mut reader = Reader::guest(&process.readers).await;
    let story = reader.wish_for_scenes(1).await;
    reader.follow(&story, 0, |event| event.kind == "story.started").await;
    // as many as a story's starts
    for _ in 0..6 {
        process.kill().await;
        process = Process::serve(folder.path(), &slow).await;
        reader.base.clone_from(&process.readers);
        // it is claimed in the first moments, if it is claimed at all
        tokio::time::sleep(Duration::from_millis(500)).await;
    }
    assert_complete(&whole(&reader, &story).await, 1);
    assert!(process.terminate().await.success());
}

#[tokio::test]
async fn quick_kills_fail_no_story() {
    let kills = number("QUICK_KILLS").unwrap_or(A_FEW);
    let seed = number("QUICK_KILLS_SEED").unwrap_or_else(|| rand::rng().random());
    println!("{kills} kills, QUICK_KILLS_SEED={seed}");
    let mut chance = ChaCha8Rng::seed_from_u64(seed);
    let folder = tempfile::tempdir().unwrap();
    let settings: Vec<_> = TINY.into_iter().chain(PACE).collect();
    let mut process = Process::serve(folder.path(), &settings).await;
    let mut reader = Reader::guest(&process.readers).await;
    let mut stories = Vec::new();
    for kill in 0..kills {
        stories.push(reader.wish(&json!({ "theme": "a snail who wants to fly", "scenes": 3, "seed": kill })).await);
        // this is what is tried: that long a process lives
        tokio::time::sleep(Duration::from_millis(chance.random_range(100..2_000))).await;
        process.kill().await;
        process = Process::serve(folder.path(), &settings).await;
        reader.base.clone_from(&process.readers);
    }
    let told = join_all(stories.iter().map(|story| whole(&reader, story))).await;
    for events in &told {
        assert_complete(events, 3);
    }
    println!("{} stories are whole", told.len());
    assert!(process.terminate().await.success());
}
