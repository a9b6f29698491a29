//! What is counted of calls to models: the time that was theirs, and why they were asked.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::backends::bus::Bus;
use ai_tale::backends::models::{Answer, ModelError, Moderator, RawPicture, Storyteller, TextChunk};
use ai_tale::domain::{Topic, Usage, Verdict};
use ai_tale::metrics::MODEL_CALLS;
use ai_tale::telemetry;
use async_trait::async_trait;
use futures_util::{FutureExt, StreamExt, stream};

use crate::kit::alone::{alone, ending, quiet, told, whole, wish};
use crate::kit::fakes::until;
use crate::kit::players;
use crate::kit::shelf::work_of;

/// Milliseconds of every call of a kind that the bus was told of.
async fn durations(bus: &Arc<dyn Bus>, kind: &str) -> Vec<u64> {
    let records = bus.read(Topic::Performance, 0, 0, 1_000).await.unwrap();
    let calls = records.iter().map(|record| &record.event).filter(|event| event.kind == "model.inference");
    calls.filter(|call| call.data["kind"] == kind).map(|call| call.data["duration_ms"].as_u64().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_slow_painter_takes_no_storyteller_s_time() {
    let mut bus = None;
    let log = told(3, &[("LIMITS__WINDOW", "1"), ("ROLES", "gateway,pipeline")], |mut parts| {
        bus = Some(Arc::clone(&parts.bus));
        parts.models.painters = vec![players::painter(|spec| {
            async {
                tokio::time::sleep(Duration::from_secs(100)).await;
                players::paint(spec).await
            }
            .boxed()
        })];
        parts.models.storytellers = vec![players::storyteller(|call| {
            let lines = stream::iter(players::script(&call, 3)).then(|line| async {
                tokio::time::sleep(Duration::from_secs(2)).await;
                line.map(players::text)
            });
            async { Ok(lines.boxed()) }.boxed()
        })];
        parts
    })
    .await;
    assert_eq!(ending(&log), Ok(3));
    assert_eq!(durations(&bus.unwrap(), "words").await, [8_000], "a plan and three scenes");
}

/// A plan, a page, and then nothing; what it used comes with the last word, where there is one.
fn pays_at_the_end(scenes: u32, ends: bool) -> Arc<dyn Storyteller> {
    players::storyteller(move |call| {
        let lines = players::script(&call, 2).into_iter().take(1 + scenes as usize);
        let told = stream::iter(lines.map(|line| line.map(players::text)));
        let bill = Usage { input_tokens: 1_234, output_tokens: 56, ..Usage::default() };
        let paid = stream::once(async move { Ok(TextChunk::Usage(bill)) });
        let answer = if ends { told.chain(paid).boxed() } else { told.boxed() }.chain(stream::pending()).boxed();
        async { Ok(answer) }.boxed()
    })
}

#[tokio::test(start_paused = true)]
async fn what_a_text_used_is_heard() {
    let folder = tempfile::tempdir().unwrap();
    let app = alone(folder.path(), &[], |mut parts| {
        parts.models.storytellers = vec![pays_at_the_end(2, true)];
        // says nothing of what it used
        parts.models.moderator = players::moderator(|texts| players::judge(texts).boxed());
        parts
    })
    .await;
    let story = wish(&app, 2).await.unwrap();
    assert_eq!(ending(&whole(&app, story).await), Ok(2));
    let spent = work_of(folder.path(), &app.backends().keys, story).spent;
    assert_eq!((spent.input_tokens, spent.output_tokens), (1_234, 56));
    app.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_story_counts_its_open_calls() {
    let folder = tempfile::tempdir().unwrap();
    let painting = Arc::new(AtomicUsize::new(0));
    let asked = Arc::clone(&painting);
    let app = alone(folder.path(), &[], |mut parts| {
        parts.models.storytellers = vec![pays_at_the_end(1, false)];
        parts.models.painters = vec![players::painter(move |_| {
            asked.fetch_add(1, Ordering::SeqCst);
            std::future::pending().boxed()
        })];
        parts
    })
    .await;
    let story = wish(&app, 2).await.unwrap();
    until("a picture is being painted", || painting.load(Ordering::SeqCst) == 1).await;
    let owner = app.backends().store.log.head(story).await.unwrap().unwrap().owner;
    app.stories().cancel(owner, story).await.unwrap();
    whole(&app, story).await;
    let spent = work_of(folder.path(), &app.backends().keys, story).spent;
    assert_eq!(spent.pictures, 1, "one was asked for");
    let heard = players::plan(2).len() + players::line(1, &players::words(1)).len();
    assert_eq!(spent.output_tokens, Usage::of_text(heard).output_tokens);
    app.stop().await;
}

/// A judge under a name of its own, so that its calls can be told from those of other tests, which can't be reached the
/// second time that a story asks it.
#[derive(Default)]
struct NamedJudge(AtomicUsize);

#[async_trait]
impl Moderator for NamedJudge {
    fn name(&self) -> &'static str {
        "judge of the causes"
    }

    fn knows_language(&self, language: &str) -> bool {
        language == "en"
    }

    async fn check_words(&self, texts: &[&str]) -> Result<Answer<Vec<Verdict>>, ModelError> {
        // the wish, the plan, the page
        let is_down = self.0.fetch_add(1, Ordering::SeqCst) == 2;
        if is_down { Err(players::unavailable()) } else { Ok(players::unpaid(vec![Verdict::Safe; texts.len()])) }
    }

    async fn check_picture(&self, _: &[u8]) -> Result<Answer<Verdict>, ModelError> {
        Ok(players::unpaid(Verdict::Safe))
    }
}

#[tokio::test(start_paused = true)]
async fn a_judgement_made_again_is_counted_as_such() {
    let metrics = telemetry::recorder();
    let painted = Arc::new(AtomicUsize::new(0));
    let log = told(1, &[], |mut parts| {
        parts.models.moderator = Arc::new(NamedJudge::default());
        parts.models.painters = vec![players::painter(move |spec| {
            let is_first = painted.fetch_add(1, Ordering::SeqCst) == 0;
            async move {
                if is_first {
                    return Err(ModelError::Unusable("told to fail".to_owned()));
                }
                Ok(RawPicture { drawn_here: false, ..players::paint(spec).await? })
            }
            .boxed()
        })];
        parts
    })
    .await;
    assert_eq!((ending(&log), quiet(&log)), (Ok(1), vec![]));
    let shown = metrics.render();
    let mut counts: Vec<_> = shown
        .lines()
        .filter(|line| line.starts_with(MODEL_CALLS) && line.contains("judge of the causes"))
        .map(|line| (label(line, "outcome"), label(line, "cause"), line.rsplit(' ').next().unwrap()))
        .collect();
    counts.sort_unstable();
    let wish_and_plan_then_page_and_picture =
        [("ok", "first", "2"), ("ok", "retry", "2"), ("unavailable", "first", "1")];
    assert_eq!(counts, wish_and_plan_then_page_and_picture);
}

/// The value of a metric's label.
fn label<'a>(line: &'a str, name: &str) -> &'a str {
    let (_, after) = line.split_once(&format!("{name}=\"")).unwrap();
    after.split('"').next().unwrap()
}
