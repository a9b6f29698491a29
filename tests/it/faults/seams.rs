//! A crash at every seam: before and after the effect of each call to the log, the objects and the models, until a
//! story needs fewer calls. Whatever is logged then is never bought, written or painted again.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ai_tale::domain::{PictureSpec, Record};

use ai_tale::pipeline::story_prompt::StoryCall;
use async_trait::async_trait;
use reqwest::{Method, StatusCode};
use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;

use crate::kit::Reader;
use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{Crashable, assert_complete, illustrated, logs_in, texts};

/// A story of so many scenes has every seam.
pub const SCENES: u32 = 2;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    Before,
    After,
}

/// Hangs every call from the k-th one on.
pub struct Seam {
    at: usize,
    side: Side,
    calls: AtomicUsize,
    is_down: AtomicBool,
    /// Cancelled when a call hangs.
    pub crashed: CancellationToken,
}

impl Seam {
    pub fn new(at: usize, side: Side) -> Arc<Self> {
        let (calls, is_down, crashed) = (AtomicUsize::new(0), AtomicBool::new(false), CancellationToken::new());
        Arc::new(Self { at, side, calls, is_down, crashed })
    }

    async fn go_down(&self) {
        self.is_down.store(true, Ordering::SeqCst);
        self.crashed.cancel();
        std::future::pending::<()>().await;
    }
}

#[async_trait]
impl Tamper for Seam {
    async fn before(&self, _: &'static str) -> Result<(), &'static str> {
        let call = self.calls.fetch_add(usize::from(self.side == Side::Before), Ordering::SeqCst);
        if self.is_down.load(Ordering::SeqCst) || (self.side == Side::Before && call == self.at) {
            self.go_down().await;
        }
        Ok(())
    }

    async fn after(&self, _: &'static str) -> Result<(), &'static str> {
        let call = self.calls.fetch_add(usize::from(self.side == Side::After), Ordering::SeqCst);
        if self.is_down.load(Ordering::SeqCst) || (self.side == Side::After && call == self.at) {
            self.go_down().await;
        }
        Ok(())
    }
}

/// What the next life asks of the models.
#[derive(Default)]
struct Witness {
    painted: Mutex<Vec<u32>>,
    told: Mutex<Vec<StoryCall>>,
}

#[async_trait]
impl Tamper for Witness {
    fn painting(&self, spec: &PictureSpec) {
        self.painted.lock().unwrap().push(spec.scene);
    }

    fn telling(&self, call: &StoryCall) {
        self.told.lock().unwrap().push(call.clone());
    }
}

#[tokio::test]
async fn a_crash_before_any_call_repeats_nothing_logged() {
    crash_at_every_call(Side::Before).await;
}

#[tokio::test]
async fn a_crash_after_any_call_repeats_nothing_logged() {
    crash_at_every_call(Side::After).await;
}

async fn crash_at_every_call(side: Side) {
    let mut at = 0;
    while crash_at(at, side).await {
        at += 1;
        assert!(at < 100, "a story of {SCENES} scenes needs fewer calls");
    }
    assert!(at > 10, "only {at} calls could crash");
}

/// `false`: the story ended before its k-th call.
async fn crash_at(at: usize, side: Side) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let seam = Seam::new(at, side);
    let tamper: Arc<dyn Tamper> = seam.clone();
    let first = Crashable::start(folder.path(), move |parts| tampered(parts, &tamper)).await;
    let reader = Reader::guest(first.readers()).await;
    let telling = async {
        let id = wish(&reader).await;
        reader.whole(&id).await
    };
    tokio::select! {
        events = telling => {
            assert_complete(&events, SCENES.into());
            first.crash().await;
            return false;
        }
        () = seam.crashed.cancelled() => first.crash().await,
    }
    let before = logs_in(folder.path()).await.pop().unwrap_or_default();

    let witness = Arc::new(Witness::default());
    let tamper: Arc<dyn Tamper> = witness.clone();
    let second = Crashable::start(folder.path(), move |parts| tampered(parts, &tamper)).await;
    let reader = Reader { base: second.readers().to_owned(), ..reader };
    // the wish whose answer was lost is made again: the same story, or its first
    let id = wish(&reader).await;
    let events = reader.whole(&id).await;
    assert_complete(&events, SCENES.into());
    let list: Value = reader.get("/v1/stories").await.json().await.unwrap();
    assert_eq!(list["items"].as_array().unwrap().len(), 1, "call {at} {side:?}");
    second.crash().await;
    assert_nothing_again(&before, &witness, (at, side));
    assert_kept(&before, &events.iter().map(|event| event.kind.clone()).collect::<Vec<_>>());
    true
}

pub async fn wish(reader: &Reader) -> String {
    let body = json!({ "theme": "a fox who is afraid of the dark", "scenes": SCENES, "seed": 7 });
    let request = reader.request(Method::POST, "/v1/stories").header("idempotency-key", "once").json(&body);
    let answer = request.send().await.unwrap();
    assert_eq!(answer.status(), StatusCode::ACCEPTED);
    let body: Value = answer.json().await.unwrap();
    body["id"].as_str().unwrap().to_owned()
}

fn assert_nothing_again(before: &[Record], witness: &Witness, seam: (usize, Side)) {
    let mut painted = witness.painted.lock().unwrap().clone();
    painted.sort_unstable();
    if before.is_empty() && painted.is_empty() {
        // it had ended, so it is no open story, and nobody was asked for anything
        assert!(witness.told.lock().unwrap().is_empty(), "{seam:?}");
        return;
    }
    let missing: Vec<u32> = (1..=SCENES).filter(|scene| !illustrated(before).contains(scene)).collect();
    assert_eq!(painted, missing, "each missing picture is painted once, {seam:?}");
    let told = witness.told.lock().unwrap();
    let texts = texts(before);
    if texts.len() == SCENES as usize {
        assert!(told.is_empty(), "all words were logged, {seam:?}");
        return;
    }
    assert_eq!(told.len(), 1, "{seam:?}");
    match &told[0] {
        StoryCall::Begin { .. } => assert!(before.len() < 3, "the plan was logged, {seam:?}"),
        StoryCall::Continue { scenes, .. } => {
            let known: Vec<&String> = scenes.iter().map(|scene| &scene.text).collect();
            assert_eq!(known, texts.iter().collect::<Vec<_>>(), "{seam:?}");
        }
        StoryCall::Rewrite { .. } => panic!("nothing was unsafe, {seam:?}"),
    }
}

fn assert_kept(before: &[Record], kinds: &[String]) {
    let logged: Vec<&str> = before.iter().map(|record| record.event.kind()).collect();
    assert_eq!(logged, kinds[..before.len()], "what was logged stays as it was");
}
