//! More than the pools can do: bounded queues, exact windows, and nothing accepted is lost.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use futures_util::stream::StreamExt;
use futures_util::{FutureExt, stream};
use reqwest::StatusCode;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::kit::players;
use crate::kit::{Server, StreamedEvent};
use crate::kit::{TINY, assert_complete, count, until};

/// Settings beside [`TINY`].
fn with(more: &[(&'static str, &'static str)]) -> Vec<(&'static str, &'static str)> {
    TINY.into_iter().chain(more.iter().copied()).collect()
}

/// A painter that takes a permit for every picture, and counts those who paint at once.
#[derive(Default)]
struct Easel {
    now: AtomicUsize,
    most: AtomicUsize,
    begun: Mutex<Vec<(u64, u32)>>,
}

async fn server(
    folder: &std::path::Path,
    settings: &[(&str, &str)],
    easel: &Arc<Easel>,
    paint: &Arc<Semaphore>,
) -> Server {
    let (easel, paint) = (Arc::clone(easel), Arc::clone(paint));
    Server::start_on(folder, settings, |mut parts| {
        parts.models.painters = vec![players::painter(move |spec| {
            let (easel, paint) = (Arc::clone(&easel), Arc::clone(&paint));
            async move {
                let now = easel.now.fetch_add(1, Ordering::SeqCst) + 1;
                easel.most.fetch_max(now, Ordering::SeqCst);
                easel.begun.lock().unwrap().push((spec.seed, spec.scene));
                paint.acquire().await.unwrap().forget();
                easel.now.fetch_sub(1, Ordering::SeqCst);
                players::paint(spec).await
            }
            .boxed()
        })];
        parts
    })
    .await
}

#[tokio::test]
async fn every_accepted_story_of_a_crowd_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let (easel, paint) = (Arc::new(Easel::default()), Arc::new(Semaphore::new(0)));
    let settings = with(&[("LIMITS__QUEUE", "4"), ("LIMITS__STORIES", "2"), ("POOLS__ILLUSTRATION__SIZE", "2")]);
    let server = server(folder.path(), &settings, &easel, &paint).await;
    let reader = server.guest().await;
    let wish = json!({ "theme": "a duck who counts stars", "scenes": 2 });
    let mut accepted = Vec::new();
    until("two stories run and four wait", async || {
        let answer = reader.post("/v1/stories", &wish).await;
        if answer.status() == StatusCode::ACCEPTED {
            let body: Value = answer.json().await.unwrap();
            accepted.push(body["id"].as_str().unwrap().to_owned());
        }
        accepted.len() == 6
    })
    .await;
    for _ in 0..54 {
        let answer = reader.post("/v1/stories", &wish).await;
        assert_eq!(answer.status(), StatusCode::SERVICE_UNAVAILABLE);
        assert!(answer.headers().contains_key("retry-after"));
        assert_eq!(answer.json::<Value>().await.unwrap()["code"], "queue_full");
    }
    paint.add_permits(1_000);
    for id in &accepted {
        assert_complete(&reader.whole(id).await, 2);
    }
    assert_eq!(easel.most.load(Ordering::SeqCst), 2, "as many as the pool has workers");
    assert_complete(&reader.whole(&reader.wish(&wish).await).await, 2);
    server.stop().await;
}

#[tokio::test]
async fn a_story_is_written_one_window_ahead() {
    let folder = tempfile::tempdir().unwrap();
    let (easel, paint) = (Arc::new(Easel::default()), Arc::new(Semaphore::new(0)));
    let settings = with(&[("LIMITS__WINDOW", "3")]);
    let pulled = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&pulled);
    let (blocked, permits) = (Arc::clone(&easel), Arc::clone(&paint));
    let server = Server::start_on(folder.path(), &settings, |mut parts| {
        parts.models.painters = vec![players::painter(move |spec| {
            let (easel, paint) = (Arc::clone(&blocked), Arc::clone(&permits));
            async move {
                easel.now.fetch_add(1, Ordering::SeqCst);
                paint.acquire().await.unwrap().forget();
                players::paint(spec).await
            }
            .boxed()
        })];
        parts.models.storytellers = vec![players::storyteller(move |call| {
            let counted = Arc::clone(&counted);
            let answer = stream::iter(players::script(&call, 8)).map(move |line| {
                counted.fetch_add(1, Ordering::SeqCst);
                line.map(players::text)
            });
            async { Ok(answer.boxed()) }.boxed()
        })];
        parts
    })
    .await;
    let reader = server.guest().await;
    let id = reader.wish_for_scenes(8).await;
    // the plan, three scenes in the window, and the one that waits for its place
    until("the window is full", async || pulled.load(Ordering::SeqCst) == 5 && easel.now.load(Ordering::SeqCst) == 3)
        .await;
    for painted in 1..=4 {
        assert_eq!(pulled.load(Ordering::SeqCst), 4 + painted, "the text was read on");
        let story = reader.story(&id).await;
        assert_eq!(story["scenes"].as_array().unwrap().len(), 2 + painted, "scenes beyond the window");
        paint.add_permits(1);
        until("one more scene", async || {
            pulled.load(Ordering::SeqCst) == 5 + painted && easel.now.load(Ordering::SeqCst) == 3 + painted
        })
        .await;
    }
    paint.add_permits(100);
    let events = reader.whole(&id).await;
    assert_complete(&events, 8);
    assert!(most_unpainted(&events) <= 3);
    server.stop().await;
}

/// The largest number of scenes that were logged and not yet illustrated.
fn most_unpainted(events: &[StreamedEvent]) -> usize {
    (0..=events.len())
        .map(|end| count(&events[..end], "scene.created") - count(&events[..end], "illustration.created"))
        .max()
        .unwrap_or_default()
}

#[tokio::test]
async fn first_pages_come_before_older_stories_later_ones() {
    let folder = tempfile::tempdir().unwrap();
    let (easel, paint) = (Arc::new(Easel::default()), Arc::new(Semaphore::new(0)));
    let settings = with(&[("POOLS__ILLUSTRATION__SIZE", "1")]);
    let server = server(folder.path(), &settings, &easel, &paint).await;
    let reader = server.guest().await;
    let old = reader.wish_for_scenes(4).await;
    until("the older story waits with all its pages", async || {
        reader.story(&old).await["scenes"].as_array().unwrap().len() == 4
    })
    .await;
    let new = reader.wish(&json!({ "theme": "a duck who counts stars", "scenes": 1, "seed": 99 })).await;
    until("the newer story's page waits", async || reader.story(&new).await["scenes"].as_array().unwrap().len() == 1)
        .await;
    paint.add_permits(100);
    let (old, new) = tokio::join!(reader.whole(&old), reader.whole(&new));
    assert_complete(&old, 4);
    assert_complete(&new, 1);
    let scenes: Vec<u32> = easel.begun.lock().unwrap().iter().map(|(_, scene)| *scene).collect();
    assert_eq!(scenes, [1, 1, 2, 3, 4], "as readers will need them");
    server.stop().await;
}
