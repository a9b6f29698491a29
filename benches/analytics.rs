//! Events a second into ClickHouse by the adapter, with all that makes each count once, over a bare loop that inserts
//! the same events, as the same rows, in the same batches, by the same client into the same tables. Rounds are
//! interleaved, so that both see the same machine. `AI_TALE_TEST_CLICKHOUSE` names the server
//! (`http://user:password@host:port`).
//!
//! `cargo bench --bench analytics -- ingest`. The goal is a ratio of 0.90; `cargo test` runs a short round.

use std::env;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use ai_tale::backends::analytics::clickhouse::ClickHouseAnalytics;
use ai_tale::backends::analytics::options::{ClickHouseOptions, Compression};
use ai_tale::backends::analytics::{Analytics, Batch};
use ai_tale::backends::secret::Secret;
use ai_tale::backends::tls;
use ai_tale::domain::{BusEvent, EventId, NodeId, Rollup, StoryId, Timestamp, Topic, UserId};
use clickhouse::{Client, Row};
use serde::Serialize;
use serde_json::json;
use url::Url;
use uuid::Uuid;

/// As `analytics.clickhouse.batch` has it.
const BATCH: usize = 20_000;

#[tokio::main(flavor = "multi_thread", worker_threads = 2)]
async fn main() {
    let Ok(server) = env::var("AI_TALE_TEST_CLICKHOUSE") else {
        println!("no ClickHouse: AI_TALE_TEST_CLICKHOUSE names one");
        return;
    };
    tls::install_provider();
    let whole = env::args().any(|argument| argument == "--bench");
    let (rounds, batches, size) = if whole { (9, 5, BATCH) } else { (1, 1, 100) };
    let (ours, bare) = (options(&server), options(&server));
    let tables = prepared(&ours).await;
    prepared(&bare).await;
    let client = client(&bare);
    println!("{batches} batches of {size} events in a round");
    println!("{:>5} {:>14} {:>14} {:>7}", "round", "adapter, 1/s", "bare, 1/s", "ratio");
    let mut ratios = Vec::new();
    // the first round warms both up
    for round in 0..=rounds {
        let batches: Vec<Vec<BusEvent>> = (0..batches).map(|_| events(size)).collect();
        let ours = by_adapter(&tables, batches.clone()).await;
        let bare = by_loop(&client, &batches).await;
        if round > 0 {
            let count = u32::try_from(batches.len() * size).map_or(0.0, f64::from);
            let ratio = bare.as_secs_f64() / ours.as_secs_f64();
            let rate = |took: Duration| count / took.as_secs_f64();
            println!("{round:>5} {:>14.0} {:>14.0} {ratio:>7.3}", rate(ours), rate(bare));
            ratios.push(ratio);
        }
    }
    ratios.sort_unstable_by(f64::total_cmp);
    println!("median ratio {:.3} (goal: 0.90)", ratios[ratios.len() / 2]);
}

fn options(server: &str) -> ClickHouseOptions {
    let url: Url = server.parse().expect("AI_TALE_TEST_CLICKHOUSE is an address");
    ClickHouseOptions {
        url: format!("http://{}:{}", url.host_str().expect("a host"), url.port().expect("a port")),
        database: format!("b{}", Uuid::now_v7().simple()),
        username: url.username().to_owned(),
        password: Secret::new(url.password().unwrap_or_default()),
        password_file: PathBuf::new(),
        connect_timeout: Duration::from_secs(3),
        timeout: Duration::from_mins(1),
        compression: Compression::Lz4,
        batch: BATCH.try_into().expect("more than nothing"),
        flush: Duration::ZERO,
    }
}

async fn prepared(options: &ClickHouseOptions) -> ClickHouseAnalytics {
    let tables = ClickHouseAnalytics::new(options.clone()).expect("a client can be made");
    tables.prepare().await.expect("the tables can be made");
    tables
}

fn client(options: &ClickHouseOptions) -> Client {
    Client::default()
        .with_url(&options.url)
        .with_database(&options.database)
        .with_user(&options.username)
        .with_password(options.password.reveal())
}

/// Calls of models, as they come now.
fn events(count: usize) -> Vec<BusEvent> {
    let node = NodeId::new();
    (0..count)
        .map(|number| BusEvent {
            event_id: EventId::new(),
            kind: "model.inference".to_owned(),
            at: Timestamp::now(),
            user_id: Some(UserId::new()),
            story_id: Some(StoryId::new()),
            node,
            data: json!({
                "call": "picture", "model": "painter", "tier": "free", "language": "en", "style": "watercolor",
                "age_group": "6-8", "duration_ms": number % 9_000, "input_tokens": 512, "pictures": 1,
                "cost_micros": 40_000,
            }),
        })
        .collect()
}

/// As the consumer does it: where to go on, and the batch from there.
async fn by_adapter(tables: &ClickHouseAnalytics, batches: Vec<Vec<BusEvent>>) -> Duration {
    let begin = Instant::now();
    for events in batches {
        let first_offset = tables.next_offset(Topic::Performance, 0).await.expect("the tables answer");
        let batch = Batch { topic: Topic::Performance, partition: 0, first_offset, events };
        tables.ingest(batch).await.expect("the batch is taken");
    }
    begin.elapsed()
}

async fn by_loop(client: &Client, batches: &[Vec<BusEvent>]) -> Duration {
    let begin = Instant::now();
    for events in batches {
        let mut insert = client.insert::<BareRow<'_>>("performance_metrics").await.expect("the table is there");
        for (offset, event) in (0..).zip(events) {
            let (rollup, data) = (Rollup::of_event(event), event.data.to_string());
            insert.write(&BareRow::of(offset, event, &rollup, &data)).await.expect("the row is sent");
        }
        insert.end().await.expect("the rows are taken");
    }
    begin.elapsed()
}

#[derive(Row, Serialize)]
struct BareRow<'a> {
    event_id: (u64, u64),
    r#type: &'a str,
    at: i64,
    user_id: (u64, u64),
    story_id: (u64, u64),
    node: (u64, u64),
    data: &'a str,
    tier: &'a str,
    age_group: &'a str,
    style: &'a str,
    language: &'a str,
    model: &'a str,
    count: u64,
    duration_us: u64,
    bytes: u64,
    input_tokens: u64,
    output_tokens: u64,
    pictures: u64,
    cost_micros: u64,
    durations: Vec<(u16, u64)>,
    bus_epoch: u32,
    bus_partition: u32,
    bus_offset: u64,
}

impl<'a> BareRow<'a> {
    fn of(offset: u64, event: &'a BusEvent, Rollup { key, sums }: &'a Rollup, data: &'a str) -> Self {
        Self {
            event_id: halves(event.event_id.as_bytes()),
            r#type: &event.kind,
            at: event.at.as_millis(),
            user_id: event.user_id.as_ref().map(|id| halves(id.as_bytes())).unwrap_or_default(),
            story_id: event.story_id.as_ref().map(|id| halves(id.as_bytes())).unwrap_or_default(),
            node: halves(event.node.as_bytes()),
            data,
            tier: &key.tier,
            age_group: &key.age_group,
            style: &key.style,
            language: &key.language,
            model: &key.model,
            count: sums.count,
            duration_us: sums.duration_us,
            bytes: sums.bytes,
            input_tokens: sums.input_tokens,
            output_tokens: sums.output_tokens,
            pictures: sums.pictures,
            cost_micros: sums.cost_micros,
            durations: sums.durations.buckets().collect(),
            bus_epoch: 0,
            bus_partition: 0,
            bus_offset: offset,
        }
    }
}

fn halves(id: &[u8; 16]) -> (u64, u64) {
    Uuid::from_bytes(*id).as_u64_pair()
}
