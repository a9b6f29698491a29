//! Panics: one costs at most a retry, a story that always panics fails alone, and no worker's credit is lost.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::collections::HashSet;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::FutureExt;
use serde_json::json;

use crate::kit::Server;
use crate::kit::players;
use crate::kit::tamper::{REFUSED, Tamper, tampered};
use crate::kit::{TINY, assert_complete, assert_sound, node, quiet_pages};

/// Panics in the first call of every kind that is named.
struct PanicsOnce {
    calls: Mutex<HashSet<&'static str>>,
    side: &'static str,
}

impl PanicsOnce {
    fn armed(side: &'static str, calls: &[&'static str]) -> Arc<dyn Tamper> {
        Arc::new(Self { calls: Mutex::new(calls.iter().copied().collect()), side })
    }

    fn panic_if_due(&self, side: &str, call: &'static str) {
        let is_due = side == self.side && self.calls.lock().unwrap().remove(call);
        assert!(!is_due, "told to panic in {call}");
    }
}

#[async_trait]
impl Tamper for PanicsOnce {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        self.panic_if_due("before", call);
        Ok(())
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        self.panic_if_due("after", call);
        Ok(())
    }
}

/// One worker of each kind: a credit or a worker that is lost stops the story.
fn alone() -> Vec<(&'static str, &'static str)> {
    let sizes = [("POOLS__SCENE__SIZE", "1"), ("POOLS__ILLUSTRATION__SIZE", "1"), ("POOLS__STORAGE__SIZE", "1")];
    TINY.into_iter().chain(sizes).collect()
}

#[tokio::test]
async fn a_panic_in_any_stage_costs_no_page() {
    for side in ["before", "after"] {
        let folder = tempfile::tempdir().unwrap();
        let tamper = PanicsOnce::armed(side, &["tell", "paint", "put", "check_words"]);
        let server = Server::start_on(folder.path(), &alone(), |parts| {
            // the wish itself is judged by a moderator that is well
            let moderators = parts.models.moderators.clone();
            let mut parts = tampered(parts, &tamper);
            if side == "before" {
                parts.models.moderators = moderators;
            }
            parts
        })
        .await;
        let reader = server.guest().await;
        let first = json!({ "theme": "a mouse who wants to see the sea", "scenes": 2 });
        let answer = reader.post("/v1/stories", &first).await;
        // the judge's panic may have met the wish itself
        let id = if answer.status().is_success() {
            answer.json::<serde_json::Value>().await.unwrap()["id"].as_str().unwrap().to_owned()
        } else {
            reader.wish(&first).await
        };
        let events = reader.whole(&id).await;
        assert_complete(&events, 2);
        assert!(quiet_pages(&events).is_empty(), "one panic is no reason for a quiet page");
        server.stop().await;
    }
}

#[tokio::test]
async fn a_panicked_run_begins_again_from_its_log() {
    for (side, call) in [
        ("before", "append"),
        ("after", "append"),
        ("before", "save_work"),
        ("after", "create"),
        ("before", "claim"),
        ("after", "claim"),
    ] {
        let folder = tempfile::tempdir().unwrap();
        let tamper = PanicsOnce::armed(side, &[call]);
        let server = Server::start_on(folder.path(), &TINY, |parts| tampered(parts, &tamper)).await;
        let reader = server.guest().await;
        let wish = json!({ "theme": "a mouse who wants to see the sea", "scenes": 2 });
        let request = || {
            let post = reader.request(reqwest::Method::POST, "/v1/stories");
            post.header("idempotency-key", "once").json(&wish).send()
        };
        let mut answer = request().await.unwrap();
        if !answer.status().is_success() {
            assert_eq!(call, "create");
            answer = request().await.unwrap();
        }
        let body: serde_json::Value = answer.json().await.unwrap();
        assert_complete(&reader.whole(body["id"].as_str().unwrap()).await, 2);
        server.stop().await;
    }
}

#[tokio::test]
async fn a_panicking_painter_quiets_one_page_alone() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start_on(folder.path(), &alone(), |mut parts| {
        parts.models.painters = vec![players::painter(|spec| {
            async move {
                assert_ne!(spec.scene, 2, "told to panic");
                players::paint(spec).await
            }
            .boxed()
        })];
        parts
    })
    .await;
    let reader = server.guest().await;
    let (poisoned, plain) = (reader.wish_for_scenes(3).await, reader.wish_for_scenes(1).await);
    let (poisoned, plain) = tokio::join!(reader.whole(&poisoned), reader.whole(&plain));
    assert_complete(&poisoned, 3);
    assert_eq!(quiet_pages(&poisoned), [2]);
    assert_complete(&plain, 1);
    assert!(quiet_pages(&plain).is_empty());
    server.stop().await;
}

#[tokio::test]
async fn a_panicking_storyteller_fails_one_story_alone() {
    let folder = tempfile::tempdir().unwrap();
    let calls = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&calls);
    let server = Server::start_on(folder.path(), &TINY, |mut parts| {
        parts.models.storytellers = vec![players::storyteller(move |call| {
            let counted = Arc::clone(&counted);
            async move {
                if let StoryCall::Begin { request } = &call
                    && request.theme.contains("thistle")
                {
                    counted.fetch_add(1, Ordering::SeqCst);
                    panic!("told to panic");
                }
                players::tell(call).await
            }
            .boxed()
        })];
        parts
    })
    .await;
    let reader = server.guest().await;
    let poison = reader.wish(&json!({ "theme": "a thistle in the garden", "scenes": 2 })).await;
    let mut others = Vec::new();
    for _ in 0..4 {
        others.push(reader.wish_for_scenes(2).await);
    }
    let events = reader.whole(&poison).await;
    assert_sound(&events);
    let last = events.last().unwrap();
    assert_eq!((last.kind.as_str(), &last.data["code"]), ("story.failed", &json!("internal")));
    assert_eq!(calls.load(Ordering::SeqCst), 4, "the first try and three more");
    for id in others {
        assert_complete(&reader.whole(&id).await, 2);
    }
    server.stop().await;
}

/// Objects that store nothing, for a reason that does not pass.
struct StoresNothing {
    panics: bool,
}

#[async_trait]
impl Tamper for StoresNothing {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        assert!(call != "put" || !self.panics, "told to panic");
        if call == "put" { Err(REFUSED) } else { Ok(()) }
    }
}

#[tokio::test(start_paused = true)]
async fn a_picture_never_stored_fails_its_story() {
    for panics in [false, true] {
        let tamper = Arc::new(StoresNothing { panics });
        node().tampered(&tamper).story(1).run().await.assert_failed("internal");
    }
}
