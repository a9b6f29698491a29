//! What is counted of calls to models: the time that was theirs, and why they were asked.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use ai_tale::backends::bus::Bus;
use ai_tale::backends::models::{Answer, Judges, ModelError, Moderator, RawPicture, Storyteller, TextChunk};
use ai_tale::domain::{Text, Topic, Usage, Verdict};
use ai_tale::metrics::MODEL_CALLS;
use ai_tale::telemetry;
use async_trait::async_trait;
use futures_util::{FutureExt, StreamExt, stream};

use crate::kit::fakes::until;
use crate::kit::shelf::work_of;
use crate::kit::{node, players};

/// Milliseconds of every call of a kind that the bus was told of.
async fn durations(bus: &Arc<dyn Bus>, kind: &str) -> Vec<u64> {
    let records = bus.read(Topic::Performance, 0, 0, 1_000).await.unwrap();
    let calls = records.iter().map(|record| &record.event).filter(|event| event.kind == "model.inference");
    calls.filter(|call| call.data["kind"] == kind).map(|call| call.data["duration_ms"].as_u64().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_slow_painter_takes_no_storyteller_s_time() {
    let painter = players::painter(|spec| {
        async {
            tokio::time::sleep(Duration::from_secs(100)).await;
            players::paint(spec).await
        }
        .boxed()
    });
    let storyteller = players::storyteller(|call| {
        let lines = stream::iter(players::script(&call, 3)).then(|line| async {
            tokio::time::sleep(Duration::from_secs(2)).await;
            line.map(players::text)
        });
        async { Ok(lines.boxed()) }.boxed()
    });
    let narrow = node().setting("LIMITS__WINDOW", "1").setting("ROLES", "gateway,pipeline");
    let node = narrow.painter(painter).storyteller(storyteller).start().await;
    let bus = Arc::clone(&node.app.backends().bus);
    node.told(node.begin(3).await).await.assert_complete(3);
    node.stop().await;
    assert_eq!(durations(&bus, "words").await, [8_000], "a plan and three scenes");
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
    // says nothing of what it used
    let moderator = players::moderator(|texts| players::judge(texts).boxed());
    let paid = node().on(folder.path()).storyteller(pays_at_the_end(2, true));
    let node = paid.moderator(moderator).start().await;
    let story = node.begin(2).await;
    node.told(story).await.assert_complete(2);
    let spent = work_of(folder.path(), &node.app.backends().keys, story).used();
    assert_eq!((spent.input_tokens, spent.output_tokens), (1_234, 56));
    node.stop().await;
}

#[tokio::test(start_paused = true)]
async fn a_cancelled_story_counts_its_open_calls() {
    let folder = tempfile::tempdir().unwrap();
    let painting = Arc::new(AtomicUsize::new(0));
    let asked = Arc::clone(&painting);
    let painter = players::painter(move |_| {
        asked.fetch_add(1, Ordering::SeqCst);
        std::future::pending().boxed()
    });
    let paid = node().on(folder.path()).storyteller(pays_at_the_end(1, false));
    let node = paid.painter(painter).start().await;
    let story = node.begin(2).await;
    until("a picture is being painted", || painting.load(Ordering::SeqCst) == 1).await;
    node.cancel(story).await;
    node.whole(story).await;
    let spent = work_of(folder.path(), &node.app.backends().keys, story).used();
    assert_eq!(spent.pictures, 1, "one was asked for");
    let heard = players::plan(2).len() + players::line(1, &players::words(1)).len();
    assert_eq!(spent.output_tokens, Usage::of_text(heard).output_tokens);
    node.stop().await;
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

    fn judges(&self) -> Judges {
        Judges::BOTH
    }

    fn knows_language(&self, language: &str) -> bool {
        language == "en"
    }

    async fn check_words(&self, texts: &[Text<'_>]) -> Result<Answer<Vec<Verdict>>, ModelError> {
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
    let painted = AtomicUsize::new(0);
    let painter = players::painter(move |spec| {
        let is_first = painted.fetch_add(1, Ordering::SeqCst) == 0;
        async move {
            if is_first {
                return Err(ModelError::Unusable("told to fail".to_owned()));
            }
            Ok(RawPicture { drawn: None, ..players::paint(spec).await? })
        }
        .boxed()
    });
    let told = node().moderator(Arc::new(NamedJudge::default())).painter(painter).story(1).run().await;
    told.assert_complete(1);
    told.assert_quiet(&[]);
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
