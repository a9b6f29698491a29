//! After a crash: stories that died with their process are told one at a time, until each has grown, and keep nobody
//! else waiting.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use ai_tale::app::Backends;
use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use futures_util::FutureExt;
use reqwest::StatusCode;
use serde_json::json;

use crate::kit::players;
use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{Crashable, TINY, assert_complete, until};
use crate::kit::{Reader, Server};

/// Counts claims, and loses the answer of the third.
#[derive(Default)]
struct Claims(AtomicUsize);

#[async_trait]
impl Tamper for Claims {
    async fn before(&self, call: &'static str) -> Result<(), &'static str> {
        self.0.fetch_add(usize::from(call == "claim"), Ordering::SeqCst);
        Ok(())
    }

    async fn after(&self, call: &'static str) -> Result<(), &'static str> {
        if call == "claim" && self.0.load(Ordering::SeqCst) == 3 { Err("told to lose the answer") } else { Ok(()) }
    }
}

/// A storyteller that never begins a story about thistles; counts how often it is asked to.
fn stuck_on_thistles(mut parts: Backends, asked: &Arc<AtomicUsize>) -> Backends {
    let asked = Arc::clone(asked);
    parts.models.storytellers = vec![players::storyteller(move |call| {
        let asked = Arc::clone(&asked);
        async move {
            if matches!(&call, StoryCall::Begin { request } if request.theme.contains("thistle")) {
                asked.fetch_add(1, Ordering::SeqCst);
                return std::future::pending().await;
            }
            players::tell(call).await
        }
        .boxed()
    })];
    parts
}

#[tokio::test]
async fn suspects_run_alone_and_delay_nobody() {
    let folder = tempfile::tempdir().unwrap();
    let (before, after) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let asked = Arc::clone(&before);
    let first = Crashable::start(folder.path(), move |parts| stuck_on_thistles(parts, &asked)).await;
    let reader = Reader::guest(first.readers()).await;
    let mut orphans = Vec::new();
    for _ in 0..3 {
        orphans.push(reader.wish(&json!({ "theme": "a thistle in the garden", "scenes": 2 })).await);
    }
    until("all three are being told", async || before.load(Ordering::SeqCst) == 3).await;
    first.crash().await;

    let claims = Arc::new(Claims::default());
    let tamper: Arc<dyn Tamper> = claims.clone();
    let settings: Vec<_> = TINY.into_iter().chain([("LIMITS__STORIES", "3")]).collect();
    let server =
        Server::start_on(folder.path(), &settings, |parts| tampered(stuck_on_thistles(parts, &after), &tamper)).await;
    let reader = Reader { base: server.readers.clone(), ..reader };
    until("one of them is told again", async || after.load(Ordering::SeqCst) == 1).await;
    // among them one whose claim was answered by nobody: it is no story that died
    for _ in 0..3 {
        assert_complete(&reader.whole(&reader.wish_for_scenes(1).await).await, 1);
    }
    // one that waits is ended for its reader; every wish looks through the store again
    let answer = reader.post(&format!("/v1/stories/{}/cancel", orphans[2]), &json!({})).await;
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    assert_eq!(reader.whole(&orphans[2]).await.last().unwrap().kind, "story.cancelled");
    assert_eq!(after.load(Ordering::SeqCst), 1, "the others wait for the first");
    let expected = "the first orphan, three new stories, one of them twice, and the one that was ended";
    assert_eq!(claims.0.load(Ordering::SeqCst), 6, "{expected}");
    server.stop().await;
}
