//! One process after the other, on one folder: each lives as long as the plan says and ends by a kill or in order; the
//! last one goes on until every story has ended or is gone, and all that happened is counted.

#![expect(clippy::unwrap_used, reason = "a test's helper that fails has failed the test")]

use std::collections::BTreeMap;
use std::future::pending;
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ai_tale::actors::maintenance::Maintenance;
use ai_tale::actors::request::{Refusal, Submission};
use ai_tale::actors::service::CancelRefusal;
use ai_tale::app::App;
use ai_tale::backends::analytics::Analytics;
use ai_tale::backends::bus::Bus;
use ai_tale::backends::{Backends, objects};
use ai_tale::domain::{PlanLimits, Record, StoryId, StoryWish, Tier, Timestamp, Topic, UserId};
use ai_tale::flow::backoff::seed_jitter;
use ai_tale::stream::Streams;
use futures_util::FutureExt;
use futures_util::future::join_all;
use tokio::runtime::Builder;
use tokio::time::{Instant, sleep, timeout};

use super::chaos::{Chaos, Sold};
use super::plan::{LifePlan, Plan, StoryPlan};
use super::readers::{Seen, read};
use super::{invariants, players, remains};
use crate::kit::tamper::{Tamper, outlets_tampered, tampered};
use crate::kit::{Node, PATIENCE, TINY, config, logs_in};

/// The last life is troubled for so long.
const TROUBLED: Duration = Duration::from_mins(3);
/// And then every story must end within so long.
const CALM: Duration = Duration::from_hours(6);
/// How soon somebody whose call failed calls again.
const AGAIN: Duration = Duration::from_millis(700);

/// What outlives a process beside its folder: what each reader of each story has seen.
type Audience = Vec<Vec<Mutex<Seen>>>;

/// What became of a story, in a life that saw its end.
enum Fate {
    Ended(Vec<Record>),
    Deleted,
}

/// Every call of a life, with its moment in virtual time.
pub type Trace = Vec<(Duration, &'static str)>;

/// Every life of a plan; panics where a promise is broken. Returns what each life asked for.
pub fn live_through(plan: &Plan) -> Vec<Trace> {
    let mut traces = Vec::new();
    let folder = tempfile::tempdir().unwrap();
    let audience: Audience =
        plan.stories.iter().map(|story| (0..story.readers).map(|_| Mutex::default()).collect()).collect();
    let (mut before, sold) = (BTreeMap::new(), Arc::<Sold>::default());
    for (number, life) in (1..).zip(&plan.lives) {
        let chaos = Arc::new(Chaos::of(plan, number, &sold));
        traces.push(live(plan, folder.path(), &chaos, &audience, Some(*life)).1);
        invariants::assert_nothing_again(&before, &chaos);
        before = logs(folder.path());
    }
    let chaos = Arc::new(Chaos::of(plan, 0, &sold));
    let (fates, trace) = live(plan, folder.path(), &chaos, &audience, None);
    traces.push(trace);
    invariants::assert_nothing_again(&before, &chaos);
    assert_eq!(fates.len(), plan.stories.len(), "every story ends");
    for (fate, readers) in fates.iter().zip(&audience) {
        let Fate::Ended(log) = fate else { continue };
        invariants::assert_sound(log);
        for seen in readers {
            invariants::assert_all_seen(log, &seen.lock().unwrap());
        }
    }
    let deleted = plan.stories.iter().filter(|story| story.deleted_after.is_some()).count();
    remains::assert_gone(folder.path(), deleted);
    remains::assert_counted_once(folder.path());
    remains::assert_nothing_unpaid(folder.path(), &sold);
    traces
}

/// One process. Returns what became of all stories where it lived until then, and what it asked for.
fn live(
    plan: &Plan,
    folder: &Path,
    chaos: &Arc<Chaos>,
    audience: &Audience,
    life: Option<LifePlan>,
) -> (Vec<Fate>, Trace) {
    seed_jitter(plan.seed);
    let runtime = Builder::new_current_thread().enable_all().start_paused(true).build().unwrap();
    let (fates, began) = runtime.block_on(async {
        let began = Instant::now();
        let node = begun(folder, chaos).await;
        let Some(life) = life else {
            let calming = async {
                sleep(TROUBLED).await;
                chaos.calm_down();
            };
            let telling = async {
                let fates = told(plan, &node, chaos, audience).await;
                settled(&node).await;
                fates
            };
            let (fates, ()) = tokio::join!(timeout(TROUBLED + CALM, telling), calming);
            return (fates.expect("every story ends, and all is counted"), began);
        };
        // an error says that the process ends before its stories
        let fates = timeout(life.length, told(plan, &node, chaos, audience)).await.unwrap_or_default();
        if !life.is_killed {
            node.stop().await;
        }
        (fates, began)
    });
    // whatever still runs ends here, wherever it is
    runtime.shutdown_timeout(PATIENCE);
    (fates, chaos.asked().into_iter().map(|(at, call)| (at - began, call)).collect())
}

/// A node on a folder, under this chaos.
async fn begun(folder: &Path, chaos: &Arc<Chaos>) -> Node {
    let config = config(folder, &TINY);
    let parts = troubled(Backends::open(&config).await.unwrap(), chaos);
    Node::new(App::start_with(config, parts, players::finish()).await.unwrap(), None)
}

fn troubled(mut parts: Backends, chaos: &Arc<Chaos>) -> Backends {
    parts.models = players::models(parts.models, chaos);
    let tamper: Arc<dyn Tamper> = chaos.clone();
    outlets_tampered(tampered(parts, &tamper), &tamper)
}

/// Every story, wished for, read, perhaps cancelled, to its end or until it is deleted.
async fn told(plan: &Plan, node: &Node, chaos: &Arc<Chaos>, audience: &Audience) -> Vec<Fate> {
    let app = &node.app;
    let streams = Streams::new(app.hub().clone(), app.backends().store.clone(), Duration::from_secs(10), 0);
    let stories = plan.stories.iter().zip(audience).enumerate().map(|(number, (story, readers))| {
        let streams = streams.clone();
        async move {
            sleep(story.wished_after).await;
            let Some(id) = wish(app, number, story).await else { return Fate::Deleted };
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
            let living = async { tokio::join!(node.whole(id), join_all(reading), cancelling).0 };
            let Some(after) = story.deleted_after else { return Fate::Ended(living.await) };
            let deleting = async {
                sleep(after).await;
                delete(app, story.owner, id).await;
            };
            tokio::select! {
                biased;
                () = deleting => {}
                () = living.then(|_| pending()) => {}
            }
            Fate::Deleted
        }
    });
    join_all(stories).await
}

/// Asks until the wish is accepted; the key makes every repeat the same story, in the next process too. `None`: it was
/// deleted in an earlier one.
async fn wish(app: &App, number: usize, story: &StoryPlan) -> Option<StoryId> {
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
            Ok(id) => return Some(id),
            Err(Refusal::StoryDeleted) => return None,
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

/// Asks until the story is deleted: nothing of it is told then.
async fn delete(app: &App, owner: UserId, story: StoryId) {
    while app.stories().delete(owner, story).await.is_err() {
        sleep(AGAIN).await;
    }
    assert_eq!(app.backends().store.log.head(story).await.unwrap(), None, "a deleted story can be read");
}

/// Waits until what was deleted is erased, every outbox is empty, and all of the bus is counted; then looks through
/// what the maintenance looks through later, because the wall clock stands nearly still here.
async fn settled(node: &Node) {
    let Backends { store, accounts, analytics, objects, bus, .. } = node.app.backends();
    while !store.erasure.to_erase(None, 1).await.unwrap().is_empty()
        || store.outbox.backlog().await.unwrap().facts + accounts.outbox.backlog().await.unwrap().facts > 0
        || !is_counted(&**bus, &**analytics).await
    {
        sleep(Duration::from_secs(1)).await;
    }
    let options = objects::Cleanup { grace: Duration::ZERO, walk_percent: 0 };
    let maintenance = Maintenance {
        store: store.clone(),
        accounts: accounts.clone(),
        analytics: Arc::clone(analytics),
        objects: Arc::clone(objects),
        erasing: Arc::default(),
        guests_kept: Duration::MAX,
        options,
    };
    maintenance.sweep(Timestamp::now().plus(Duration::from_hours(1))).await.unwrap();
}

/// Whether the tables have all that the bus has.
async fn is_counted(bus: &dyn Bus, tables: &dyn Analytics) -> bool {
    for topic in Topic::ALL {
        if tables.next_offset(topic, 0).await.unwrap() < bus.end(topic, 0).await.unwrap() {
            return false;
        }
    }
    true
}

/// The logs of the stories that have not ended, by their numbers; a deleted one has none.
fn logs(folder: &Path) -> BTreeMap<usize, Vec<Record>> {
    let runtime = Builder::new_current_thread().enable_all().build().unwrap();
    let logs = runtime.block_on(logs_in(folder));
    logs.into_iter().filter(|log| !log.is_empty()).map(|log| (invariants::number(&log), log)).collect()
}
