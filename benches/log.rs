//! Durable appends to story logs: the store with 64 in flight, over a hand-written loop that runs the same statements
//! in the same batches on the bare library, with its words in the clear. Rounds are interleaved, so that both see the
//! same disk.
//!
//! `cargo bench --bench log`. The goal is a ratio of 0.90; `cargo test` runs a short round to keep it honest.

#![expect(clippy::similar_names, reason = "a store holds stories")]

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use ai_tale::backends::keys::KeyRing;
use ai_tale::backends::sqlite::Options;
use ai_tale::backends::store::sqlite::{DATABASE, SqliteStore};
use ai_tale::backends::store::{Append, Appended, NewStory, Store};
use ai_tale::domain::{
    AgeGroup, BusEvent, Claimant, Event, EventId, NodeId, PlanLimits, Record, Scene, StoryId, StoryOf, StoryRequest,
    Style, Timestamp, UserId, Work,
};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};
use rusqlite::{Connection, TransactionBehavior, params};

/// Stories that append at the same time, one append in flight each.
const IN_FLIGHT: usize = 64;

/// What the loop runs besides the statements of a transaction: those of the engine.
const STATE: &str = "SELECT epoch, head, status, outlined, planned, written FROM stories WHERE story_id = ?1";
const EVENT: &str = "INSERT INTO story_events (story_id, seq, at, event_id, epoch, type, payload)
    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
const SCENE: &str = "INSERT OR REPLACE INTO scenes (story_id, scene, words) VALUES (?1, ?2, ?3)";
const HEAD: &str = "UPDATE stories SET head = ?2, status = ?3, ended = ?4, outlined = ?5, planned = ?6, written = ?7,
    intent = CASE WHEN ?4 AND intent = 1 THEN 0 ELSE intent END WHERE story_id = ?1";
const PRAGMAS: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON;
    PRAGMA temp_store = MEMORY; PRAGMA cache_size = -2048; PRAGMA journal_size_limit = 16777216;";

fn main() {
    let whole = std::env::args().any(|argument| argument == "--bench");
    let (rounds, appends, singles) = if whole { (9, 100, 1_000) } else { (1, 10, 20) };
    let recorder = PrometheusBuilder::new().install_recorder().expect("no other recorder is installed in this program");
    let runtime = tokio::runtime::Runtime::new().expect("the runtime's threads start");
    let folder = tempfile::TempDir::new().expect("a folder can be made");
    let (ours, bare) = (folder.path().join("ours"), folder.path().join("bare"));
    let store = opened(&ours);
    let mut connection = bare_connection(&bare);

    // a first round warms both up and shows how large the batches become
    runtime.block_on(appends_of_store(&store, appends));
    let batch = mean_batch(&recorder);
    appends_of_loop(&mut connection, &runtime, &bare, appends, batch);

    println!("{IN_FLIGHT} appends in flight, {batch} in a batch of the loop");
    println!("{:>5} {:>14} {:>14} {:>7}", "round", "store, 1/s", "loop, 1/s", "ratio");
    let mut ratios = Vec::new();
    for round in 1..=rounds {
        let store_rate = runtime.block_on(appends_of_store(&store, appends));
        let loop_rate = appends_of_loop(&mut connection, &runtime, &bare, appends, batch);
        ratios.push(store_rate / loop_rate);
        println!("{round:>5} {store_rate:>14.0} {loop_rate:>14.0} {:>7.3}", store_rate / loop_rate);
    }
    ratios.sort_by(f64::total_cmp);
    println!("median ratio {:.3} (goal 0.90)", ratios[ratios.len() / 2]);

    let store_single = runtime.block_on(single_of_store(&store, singles));
    let loop_single = single_of_loop(&mut connection, &runtime, &bare, singles);
    println!("one append alone, median: store {store_single:?}, loop {loop_single:?}");
}

/// A store whose stories nobody reads later: its keys are kept nowhere.
fn opened(folder: &Path) -> Store {
    let sealed = SqliteStore::open(folder, Options::default()).expect("the store opens");
    sealed.unsealed_by(&KeyRing::generate(Timestamp::now()))
}

/// Commands of one group commit, as the store's own metric has it.
fn mean_batch(recorder: &PrometheusHandle) -> usize {
    let page = recorder.render();
    let value = |name: &str| {
        let name = format!("{name}{{database=\"store\"}} ");
        let line = page.lines().find_map(|line| line.strip_prefix(name.as_str())).unwrap_or("1");
        line.trim().parse::<f64>().unwrap_or(1.0)
    };
    let mean = value("tale_store_batch_size_sum") / value("tale_store_batch_size_count");
    (1..=IN_FLIGHT).min_by(|one, other| distance(*one, mean).total_cmp(&distance(*other, mean))).unwrap_or(1)
}

fn distance(size: usize, mean: f64) -> f64 {
    (f64::from(u32::try_from(size).unwrap_or(u32::MAX)) - mean).abs()
}

fn rate(appends: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(appends * IN_FLIGHT).unwrap_or(u32::MAX)) / took.as_secs_f64()
}

/// Makes stories that are claimed and started, and so ready for scenes.
async fn stories(store: &Store, count: usize) -> Vec<StoryId> {
    let mut made = Vec::new();
    for _ in 0..count {
        let story = new_story();
        let id = story.created.story_id;
        store.creations.create(story).await.expect("the disk has room");
        store.claims.claim(id, 0, Claimant::starting(NodeId::new())).await.expect("the disk has room");
        made.push(id);
    }
    made
}

fn new_story() -> NewStory {
    let owner = UserId::new();
    let request = StoryRequest {
        theme: "a fox who is afraid of the dark".to_owned(),
        age_group: AgeGroup::default(),
        characters: Vec::new(),
        style: Style::default(),
        language: "en".to_owned(),
        scenes: 6,
        seed: 7,
        notify: false,
    };
    let created = record(StoryId::new(), 1, 0, Event::StoryCreated { request: request.clone() });
    let (by, work) = (Claimant::starting(NodeId::new()), Work::default());
    let story = StoryOf { owner, tier: &work.tier, request: &request };
    let bus = BusEvent::of_record(&created, story, by.node).expect("a creation is a fact for the bus");
    let limits = PlanLimits { requests_per_minute: 0, stories_per_day: 0, stories_at_once: 0 };
    NewStory { owner, created, bus, limits, idempotency: None, by, work }
}

fn record(story_id: StoryId, seq: u64, epoch: u64, event: Event) -> Record {
    Record { story_id, seq, at: Timestamp::now(), event_id: EventId::new(), epoch, event }
}

/// A page of a usual length.
fn scene(story: StoryId, seq: u64) -> Record {
    let text = "The lantern swung in the wind, and the little fox held her breath and listened. ".repeat(6);
    let palette = ["#102030".to_owned(), "#405060".to_owned()];
    let scene = u32::try_from(seq).unwrap_or(u32::MAX);
    record(story, seq, 1, Event::SceneCreated(Scene { scene, text, words: 90, palette }))
}

async fn append(store: &Store, story: StoryId, seq: u64) {
    let append = Append { story_id: story, epoch: 1, records: vec![scene(story, seq)], bus: Vec::new(), work: None };
    let answer = store.log.append(append).await.expect("the disk has room");
    assert_eq!(answer, Appended::Done);
}

async fn appends_of_store(store: &Store, appends: usize) -> f64 {
    let stories = stories(store, IN_FLIGHT).await;
    let started = Instant::now();
    let tasks = stories.into_iter().map(|story| {
        let store = store.clone();
        tokio::spawn(async move {
            for seq in (2..).take(appends) {
                append(&store, story, seq).await;
            }
        })
    });
    futures_util::future::try_join_all(tasks).await.expect("no append panics");
    rate(appends, started.elapsed())
}

async fn single_of_store(store: &Store, appends: usize) -> Duration {
    let story = stories(store, 1).await[0];
    let mut times = Vec::new();
    for seq in (2..).take(appends) {
        let started = Instant::now();
        append(store, story, seq).await;
        times.push(started.elapsed());
    }
    median(times)
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort();
    times[times.len() / 2]
}

fn bare_connection(folder: &Path) -> Connection {
    drop(opened(folder));
    let connection = Connection::open(folder.join(DATABASE.file_name)).expect("the file is there");
    connection.busy_timeout(Duration::from_secs(5)).expect("a time-out can be set");
    connection.execute_batch(PRAGMAS).expect("the pragmas are known");
    connection.set_prepared_statement_cache_capacity(64);
    connection
}

/// Stories for the loop, made through a store of their own that is closed again.
fn bare_stories(runtime: &tokio::runtime::Runtime, folder: &Path, count: usize) -> Vec<StoryId> {
    let store = opened(folder);
    runtime.block_on(stories(&store, count))
}

fn appends_of_loop(
    connection: &mut Connection,
    runtime: &tokio::runtime::Runtime,
    folder: &Path,
    appends: usize,
    batch: usize,
) -> f64 {
    let stories = bare_stories(runtime, folder, IN_FLIGHT);
    let order: Vec<_> = (2..).take(appends).flat_map(|seq| stories.iter().map(move |story| (*story, seq))).collect();
    let started = Instant::now();
    for batch in order.chunks(batch) {
        write(connection, batch).expect("the disk has room");
    }
    rate(appends, started.elapsed())
}

fn single_of_loop(
    connection: &mut Connection,
    runtime: &tokio::runtime::Runtime,
    folder: &Path,
    appends: usize,
) -> Duration {
    let story = bare_stories(runtime, folder, 1)[0];
    let mut times = Vec::new();
    for seq in (2..).take(appends) {
        let started = Instant::now();
        write(connection, &[(story, seq)]).expect("the disk has room");
        times.push(started.elapsed());
    }
    median(times)
}

fn write(connection: &mut Connection, batch: &[(StoryId, u64)]) -> rusqlite::Result<()> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for (story, seq) in batch {
        write_one(&transaction, *story, *seq)?;
    }
    transaction.commit()
}

fn write_one(connection: &Connection, story: StoryId, seq: u64) -> rusqlite::Result<()> {
    let record = scene(story, seq);
    let payload = serde_json::to_vec(&record.event).expect("an event is a document");
    let place = i64::try_from(seq).expect("a short log");
    let (id, number) = (story.as_bytes(), u32::try_from(seq).expect("a short log"));
    let fence = connection
        .prepare_cached(STATE)?
        .query_row([id], |row| Ok((row.get::<_, i64>(0)?, row.get::<_, i64>(1)?, row.get::<_, String>(2)?)))?;
    assert_eq!((fence.0, fence.1), (1, place - 1));
    let at = record.at.as_millis();
    let event = params![id, place, at, record.event_id.as_bytes(), 1, record.event.kind(), payload];
    connection.prepare_cached(EVENT)?.execute(event)?;
    connection.prepare_cached(SCENE)?.execute(params![id, number, 90])?;
    let none: Option<i64> = None;
    connection.prepare_cached(HEAD)?.execute(params![id, place, fence.2, false, none, none, place - 1])?;
    black_box(fence);
    Ok(())
}
