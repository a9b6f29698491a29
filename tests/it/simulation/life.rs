//! One process after the other, on one folder: each lives as long as the plan says and ends by a kill or in order; the
//! last one goes on until every story has ended.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::actors::service::CancelRefusal;
use ai_tale::app::App;
use ai_tale::backends::Backends;
use ai_tale::domain::{PlanLimits, Record, StoryId, StoryWish, Tier, UserId};
use ai_tale::flow::backoff::seed_jitter;
use ai_tale::stream::Streams;
use futures_util::future::join_all;
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep, timeout};

use super::chaos::Chaos;
use super::plan::{LifePlan, Plan, StoryPlan};
use super::readers::{Seen, read};
use super::{invariants, players};
use crate::kit::fakes::{FakeBus, FakeNotices, FakeOutbox};
use crate::kit::tamper::{Tamper, tampered};
use crate::kit::{Node, PATIENCE, TINY, config, logs_in};

/// Everything else of a node is in other tests: the analytics' tables, erasing, the network.
const SETTINGS: [(&str, &str); 1] = [("ROLES", "gateway,pipeline")];
/// The last life is troubled for so long.
const TROUBLED: Duration = Duration::from_mins(3);
/// And then every story must end within so long.
const CALM: Duration = Duration::from_hours(6);
/// How soon somebody whose call failed calls again.
const AGAIN: Duration = Duration::from_millis(700);

/// What outlives a process beside its folder: what each reader of each story has seen.
type Audience = Vec<Vec<Mutex<Seen>>>;

/// Every call of a life, with its moment in virtual time.
pub type Trace = Vec<(Duration, &'static str)>;

/// Every life of a plan; panics where a promise is broken. Returns what each life asked for.
pub fn live_through(plan: &Plan) -> Vec<Trace> {
    let mut traces = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    let audience: Audience =
        plan.stories.iter().map(|story| (0..story.readers).map(|_| Mutex::default()).collect()).collect();
    let mut before = BTreeMap::new();
    for (number, life) in (1..).zip(&plan.lives) {
        let chaos = Arc::new(Chaos::of(plan, number));
        traces.push(live(plan, folder.path(), &chaos, &audience, Some(*life)).1);
        invariants::assert_nothing_again(&before, &chaos);
        before = logs(folder.path());
    }
    let chaos = Arc::new(Chaos::of(plan, 0));
    let (ended, trace) = live(plan, folder.path(), &chaos, &audience, None);
    traces.push(trace);
    invariants::assert_nothing_again(&before, &chaos);
    assert_eq!(ended.len(), plan.stories.len(), "every story ends");
    for (log, readers) in ended.iter().zip(&audience) {
        invariants::assert_sound(log);
        for seen in readers {
            invariants::assert_all_seen(log, &seen.lock().unwrap());
        }
    }
    traces
}

/// One process. Returns the logs of all stories where it lived until they had ended, and what it asked for.
fn live(
    plan: &Plan,
    folder: &Path,
    chaos: &Arc<Chaos>,
    audience: &Audience,
    life: Option<LifePlan>,
) -> (Vec<Vec<Record>>, Trace) {
    seed_jitter(plan.seed);
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let (logs, began) = runtime.block_on(async {
        let began = Instant::now();
        let node = begun(folder, chaos).await;
        let Some(life) = life else {
            let calming = async {
                sleep(TROUBLED).await;
                chaos.calm_down();
            };
            let (logs, ()) = tokio::join!(timeout(TROUBLED + CALM, told(plan, &node, chaos, audience)), calming);
            return (logs.expect("every story ends"), began);
        };
        // an error says that the process ends before its stories
        let logs = timeout(life.length, told(plan, &node, chaos, audience)).await.unwrap_or_default();
        if !life.is_killed {
            node.stop().await;
        }
        (logs, began)
    });
    // whatever still runs ends here, wherever it is
    runtime.shutdown_timeout(PATIENCE);
    (logs, chaos.asked().into_iter().map(|(at, call)| (at - began, call)).collect())
}

/// A node on a folder, under this chaos.
async fn begun(folder: &Path, chaos: &Arc<Chaos>) -> Node {
    let settings: Vec<_> = TINY.iter().chain(&SETTINGS).copied().collect();
    let config = config(folder, &settings);
    let parts = troubled(Backends::open(&config).await.unwrap(), chaos);
    Node::new(App::start_with(config, parts, players::finish()).await.unwrap(), None)
}

fn troubled(mut parts: Backends, chaos: &Arc<Chaos>) -> Backends {
    parts.models = players::models(parts.models, chaos);
    parts.store.outbox = Arc::new(FakeOutbox::default());
    parts.store.notices = Arc::new(FakeNotices::default());
    parts.bus = Arc::new(FakeBus::default());
    let tamper: Arc<dyn Tamper> = chaos.clone();
    tampered(parts, &tamper)
}

/// Every story, wished for, read, perhaps cancelled, to its end.
async fn told(plan: &Plan, node: &Node, chaos: &Arc<Chaos>, audience: &Audience) -> Vec<Vec<Record>> {
    let app = &node.app;
    let streams = Streams::new(app.hub().clone(), app.backends().store.clone(), Duration::from_secs(10), 0);
    let stories = plan.stories.iter().zip(audience).enumerate().map(|(number, (story, readers))| {
        let streams = streams.clone();
        async move {
            sleep(story.wished_after).await;
            let id = wish(app, number, story).await;
            let reading = readers.iter().map(|seen| {
                let streams = streams.clone();
                async move { read(&streams, chaos, id, seen).await }
            });
            let cancelling = async {
                if let Some(after) = story.cancelled_after {
                    sleep(after).await;
                    cancel(app, story.owner, id).await;
                }
            };
            let (log, _, ()) = tokio::join!(node.whole(id), join_all(reading), cancelling);
            log
        }
    });
    join_all(stories).await
}

/// Asks until the wish is accepted; the key makes every repeat the same story, in the next process too.
async fn wish(app: &App, number: usize, story: &StoryPlan) -> StoryId {
    let (style, age_group) = StoryPlan::looks(number);
    let wish = StoryWish {
        theme: "a mole who looks for lanterns".to_owned(),
        style: Some(style),
        age_group: Some(age_group),
        scenes: Some(story.scenes),
        seed: Some(number as u64),
        ..StoryWish::default()
    };
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    loop {
        let idempotency_key = Some(number.to_string());
        let submission =
            Submission { owner: story.owner, tier: Tier::guest(), limits, wish: wish.clone(), idempotency_key };
        match app.stories().submit(submission).await {
            Ok(id) => return id,
            Err(Refusal::Store(_) | Refusal::Unavailable | Refusal::QueueFull { .. } | Refusal::Draining { .. }) => {
                sleep(AGAIN).await;
            }
            Err(refusal) => panic!("nothing is wrong with the wish: {refusal:?}"),
        }
    }
}

/// Asks until the story is cancelled, or too late for it.
async fn cancel(app: &App, owner: UserId, story: StoryId) {
    while let Err(CancelRefusal::Store(_)) = app.stories().cancel(owner, story).await {
        sleep(AGAIN).await;
    }
}

/// The logs of the stories that have not ended, by their numbers.
fn logs(folder: &Path) -> BTreeMap<usize, Vec<Record>> {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let logs = runtime.block_on(logs_in(folder));
    logs.into_iter().map(|log| (invariants::number(&log), log)).collect()
}
