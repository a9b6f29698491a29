//! The promises on Fluvio, against the cluster whose controller `AI_TALE_TEST_FLUVIO` names (`host:port`). No registry
//! has the server, so `AI_TALE_REQUIRE_ALL` does not ask for it; what needs no cluster is tested everywhere.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::bus::Bus;
use ai_tale::backends::bus::fluvio::FluvioBus;
use ai_tale::backends::bus::options::{Compression, FluvioOptions};
use ai_tale::backends::tls;
use ai_tale::domain::Topic;
use fluvio::metadata::topic::TopicSpec;
use fluvio::{FluvioAdmin, FluvioClusterConfig};
use proptest::test_runner::{Config, TestCaseError, TestRunner};
use tokio::net::TcpListener;
use tokio::time::Instant;
use uuid::Uuid;

use super::alternating::Alternating;
use super::{Shared, conformance, event, model, numbers, offsets, whole};
use crate::kit::skip_even_so;

/// How a cluster is spoken to, with topics that nobody else uses.
pub fn options(endpoint: &str, partitions: u32) -> FluvioOptions {
    FluvioOptions {
        endpoint: endpoint.to_owned(),
        topic_prefix: format!("t{}-", Uuid::now_v7().simple()),
        partitions,
        replication: 1,
        retention: Duration::from_hours(1),
        batch_size: 1 << 16,
        compression: Compression::Lz4,
        connect_timeout: Duration::from_secs(3),
        request_timeout: Duration::from_secs(10),
        tls_domain: String::new(),
        tls_ca: PathBuf::new(),
        tls_cert: PathBuf::new(),
        tls_key: PathBuf::new(),
    }
}

/// The controller's address, if there is a cluster.
pub fn cluster() -> Option<String> {
    let found = std::env::var("AI_TALE_TEST_FLUVIO").ok().filter(|cluster| !cluster.is_empty());
    if found.is_none() {
        skip_even_so("no Fluvio cluster (AI_TALE_TEST_FLUVIO)");
    }
    found
}

/// A bus whose topics are there.
pub async fn opened(options: &FluvioOptions) -> FluvioBus {
    tls::install_provider();
    let bus = FluvioBus::open(options.clone());
    bus.prepare().await.unwrap();
    bus
}

/// Topics take files of the brokers: those of a test go with it.
pub async fn removed(options: &FluvioOptions) {
    let admin = FluvioAdmin::connect_with_config(&FluvioClusterConfig::new(&options.endpoint)).await.unwrap();
    for topic in admin.all::<TopicSpec>().await.unwrap() {
        if topic.name.starts_with(&options.topic_prefix) {
            admin.delete::<TopicSpec>(topic.name).await.unwrap();
        }
    }
}

/// Runs a promise against buses whose topics are new.
async fn on_fluvio<F: Future<Output = ()>>(cluster: &str, promise: impl Fn(Shared) -> F) {
    for partitions in [1, 3] {
        let options = options(cluster, partitions);
        promise(Arc::new(opened(&options).await)).await;
        removed(&options).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fluvio_gives_back_what_was_published() {
    let Some(cluster) = cluster() else { return };
    on_fluvio(&cluster, conformance::each_topic_gives_back_its_own).await;
    on_fluvio(&cluster, conformance::an_event_comes_back_as_it_was).await;
    on_fluvio(&cluster, conformance::a_read_begins_and_ends_as_asked).await;
    on_fluvio(&cluster, conformance::a_story_stays_in_one_partition_in_order).await;
    on_fluvio(&cluster, conformance::a_repeated_event_is_delivered_again).await;
    on_fluvio(&cluster, conformance::nothing_published_is_no_error).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fluvio_numbers_without_gaps() {
    let Some(cluster) = cluster() else { return };
    on_fluvio(&cluster, conformance::parallel_publishers_leave_no_gap).await;
    on_fluvio(&cluster, conformance::offsets_go_on_after_an_acknowledgement).await;
    on_fluvio(&cluster, conformance::a_partition_s_end_is_its_next_offset).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn fluvio_keeps_what_a_consumer_lacks() {
    let Some(cluster) = cluster() else { return };
    on_fluvio(&cluster, conformance::what_a_known_consumer_lacks_stays).await;
}

#[test]
fn fluvio_answers_as_its_model() {
    let Some(cluster) = cluster() else { return };
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
    // a cluster may fail for reasons of its own: no case of that is kept
    let mut runner = TestRunner::new(Config { failure_persistence: None, ..Config::with_cases(6) });
    let outcome = runner.run(&model::steps(), |steps| {
        runtime.block_on(async {
            let options = options(&cluster, 2);
            model::answers_as_its_model(Arc::new(opened(&options).await), steps).await;
            removed(&options).await;
        });
        Ok::<_, TestCaseError>(())
    });
    outcome.unwrap_or_else(|failure| panic!("{failure}"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn every_compression_comes_back() {
    let Some(cluster) = cluster() else { return };
    let compressions = [Compression::None, Compression::Gzip, Compression::Snappy, Compression::Lz4, Compression::Zstd];
    let mut first = options(&cluster, 1);
    opened(&first).await;
    for compression in compressions {
        first.compression = compression;
        // small batches, so that a read begins and ends within one
        first.batch_size = 4096;
        let bus = FluvioBus::open(first.clone());
        let from = bus.end(Topic::Errors, 0).await.unwrap();
        let events: Vec<_> = (0..100).map(|number| event("error.api", number)).collect();
        bus.publish(Topic::Errors, &events).await.unwrap();
        let records = bus.read(Topic::Errors, 0, from + 7, 50).await.unwrap();
        assert_eq!(offsets(&records), (from + 7..from + 57).collect::<Vec<_>>(), "{compression:?}");
        assert_eq!(numbers(&records), (7..57).collect::<Vec<_>>());
    }
    removed(&first).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_nodes_put_a_story_in_one_partition() {
    let Some(cluster) = cluster() else { return };
    let options = options(&cluster, 3);
    let nodes = [opened(&options).await, FluvioBus::open(options.clone())];
    conformance::a_story_stays_in_one_partition_in_order(Arc::new(Alternating::between(nodes))).await;
    removed(&options).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_consumer_hears_of_other_nodes_soon() {
    let Some(cluster) = cluster() else { return };
    let options = options(&cluster, 1);
    let [here, elsewhere] = [opened(&options).await, FluvioBus::open(options.clone())];
    let began = Instant::now();
    here.publish(Topic::Users, &[event("story.viewed", 0)]).await.unwrap();
    here.changed(Topic::Users).await;
    assert!(began.elapsed() < Duration::from_millis(900), "this node knows at once");
    elsewhere.changed(Topic::Users).await;
    assert!(began.elapsed() < Duration::from_secs(3));
    assert_eq!(whole(&elsewhere, Topic::Users).await.concat().len(), 1);
    removed(&options).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn topics_are_made_once_and_checked() {
    let Some(cluster) = cluster() else { return };
    let mut options = options(&cluster, 2);
    let bus = FluvioBus::open(options.clone());
    assert_eq!(bus.missing().await.unwrap().len(), 5);
    let absent = bus.check().await.unwrap_err().to_string();
    assert!(absent.contains("does not exist: `ai-tale migrate` makes it"), "{absent}");
    let refused = bus.publish(Topic::Users, &[event("story.viewed", 0)]).await.unwrap_err().to_string();
    assert!(refused.contains("tale-users does not exist: `ai-tale migrate` makes it"), "{refused}");
    bus.prepare().await.unwrap();
    bus.check().await.unwrap();
    bus.publish(Topic::Users, &[event("story.viewed", 0)]).await.unwrap();
    bus.prepare().await.unwrap();
    assert_eq!(whole(&bus, Topic::Users).await.concat().len(), 1, "what was there stays");
    options.partitions = 3;
    let other = FluvioBus::open(options.clone()).check().await.unwrap_err().to_string();
    assert!(other.contains("has 2 partitions, and bus.fluvio.partitions says 3"), "{other}");
    removed(&options).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_topic_that_cannot_be_kept_is_refused() {
    let Some(cluster) = cluster() else { return };
    let options = FluvioOptions { replication: 99, ..options(&cluster, 1) };
    tls::install_provider();
    let error = FluvioBus::open(options.clone()).prepare().await.unwrap_err().to_string();
    assert!(error.contains("tale-content"), "{error}");
    removed(&options).await;
}

#[tokio::test]
async fn a_cluster_that_is_away_is_named() {
    // bound, and free again
    let address = TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap().to_string();
    let bus = FluvioBus::open(options(&address, 1));
    for error in [
        bus.probe().await.unwrap_err(),
        bus.partitions(Topic::Users).await.unwrap_err(),
        bus.publish(Topic::Users, &[event("story.viewed", 0)]).await.unwrap_err(),
        bus.check().await.unwrap_err(),
    ] {
        let error = error.to_string();
        assert!(error.starts_with("the bus is unavailable: nothing can be reached at 127.0.0.1:"), "{error}");
    }
}

#[tokio::test]
async fn a_missing_certificate_is_named() {
    let there = PathBuf::from("Cargo.toml");
    let options = FluvioOptions {
        tls_domain: "tales.example".to_owned(),
        tls_ca: there.clone(),
        tls_cert: PathBuf::from("/nowhere/cert.pem"),
        tls_key: there,
        ..options("127.0.0.1:9", 1)
    };
    let error = FluvioBus::open(options.clone()).check().await.unwrap_err().to_string();
    assert!(error.contains("/nowhere/cert.pem can't be read"), "{error}");
    tls::install_provider();
    let no_certificates = FluvioOptions { tls_cert: PathBuf::from("Cargo.toml"), ..options };
    let error = FluvioBus::open(no_certificates).check().await.unwrap_err().to_string();
    assert!(error.contains("nothing can be reached at 127.0.0.1:9"), "{error}");
}

#[tokio::test]
async fn a_cluster_that_never_answers_is_given_up() {
    let silent = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = silent.local_addr().unwrap().to_string();
    let short = Duration::from_millis(200);
    let options = FluvioOptions { connect_timeout: short, request_timeout: short, ..options(&address, 1) };
    let (bus, began) = (FluvioBus::open(options), Instant::now());
    bus.end(Topic::Users, 0).await.unwrap_err();
    bus.missing().await.unwrap_err();
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
}

#[tokio::test]
async fn nothing_published_asks_nobody() {
    let bus = FluvioBus::open(options("127.0.0.1:9", 1));
    bus.publish(Topic::Users, &[]).await.unwrap();
    bus.acknowledge("analytics", Topic::Users, 0, 7).await.unwrap();
}
