//! Measurements: what anybody can make happen is told once a minute, the rest is bounded, the newest dropped and
//! counted; published in batches, one topic's apart from another's, without a word of a wish.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::measure::meter::{ApiRequest, Family, Meter, ModelInference, channel};
use ai_tale::actors::measure::publish::{Publisher, TOLD_EVERY};
use ai_tale::domain::{BusEvent, NodeId, StoryId, Topic, Usage};
use ai_tale::flow::background::BackgroundTask;
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::{Value, json};
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

use crate::kit::fakes::{FakeBus, until};

/// A meter whose measurements are published to a bus, until it is stopped.
struct Measuring {
    meter: Meter,
    bus: Arc<FakeBus>,
    stop: CancellationToken,
    publishers: JoinSet<()>,
}

impl Measuring {
    fn start(bus: FakeBus, capacity: usize) -> Self {
        let (bus, stop) = (Arc::new(bus), CancellationToken::new());
        let (meter, measurements) = channel(NodeId::new(), capacity);
        let publishers = measurements.map(|of_topic| Publisher::new(of_topic, bus.clone()).run(stop.clone()));
        Self { meter, bus, stop, publishers: JoinSet::from_iter(publishers) }
    }

    async fn stop(&mut self) {
        self.stop.cancel();
        while self.publishers.join_next().await.is_some() {}
    }

    fn told(&self, topic: Topic) -> Vec<BusEvent> {
        self.bus.records(topic).into_iter().map(|record| record.event).collect()
    }

    /// The tokens that calls read, as a number of each.
    fn calls(&self) -> Vec<u64> {
        self.told(Topic::Performance).iter().map(|event| event.data["input_tokens"].as_u64().unwrap()).collect()
    }
}

fn request(meter: &Meter, status: u16, microseconds: u64) {
    let (route, duration) = ("/v1/stories/{id}", Duration::from_micros(microseconds));
    meter.api_request(ApiRequest { route, status, duration, bytes: 345, tier: "guest" });
}

/// A call to a model, told apart by the tokens that it read.
fn call(meter: &Meter, number: u64) {
    meter.model_inference(ModelInference {
        kind: "words",
        model: "builtin",
        duration: Duration::from_millis(7),
        usage: Usage { input_tokens: number, output_tokens: 420, cost_micros: 12, ..Usage::default() },
        outcome: "ok",
        story_id: Some(StoryId::new()),
    });
}

/// Above which no more than this share of a sketch's durations lies, in microseconds.
fn quantile(sketch: &Value, share: f64) -> f64 {
    let mut buckets: Vec<(i32, f64)> = sketch
        .as_object()
        .unwrap()
        .iter()
        .map(|(bucket, count)| (bucket.parse().unwrap(), count.as_f64().unwrap()))
        .collect();
    buckets.sort_by_key(|(bucket, _)| *bucket);
    let all: f64 = buckets.iter().map(|(_, count)| count).sum();
    let mut seen = 0.0;
    let reached = buckets.into_iter().find(|(_, count)| {
        seen += count;
        seen >= share * all
    });
    1.2_f64.powi(reached.unwrap().0)
}

#[tokio::test(start_paused = true)]
async fn a_minute_s_requests_are_one_event() {
    let measuring = Measuring::start(FakeBus::default(), 8);
    for microseconds in 1..=1000 {
        request(&measuring.meter, 200, microseconds);
    }
    request(&measuring.meter, 404, 70);
    tokio::time::sleep(TOLD_EVERY / 2).await;
    assert_eq!(measuring.told(Topic::Performance), []);
    tokio::time::sleep(TOLD_EVERY).await;
    let mut told = measuring.told(Topic::Performance);
    told.sort_by_key(|event| event.data["status"].as_u64());
    assert_eq!(told.iter().map(BusEvent::count).collect::<Vec<_>>(), [1000, 1]);
    assert!(told.iter().all(|event| event.kind == "api.request" && event.user_id.is_none()));

    let mut data = told[0].data.clone();
    let durations = data.as_object_mut().unwrap().remove("durations").unwrap();
    let sums = json!({
        "route": "/v1/stories/{id}", "status": 200, "tier": "guest", "count": 1000, "bytes": 345_000,
        "duration_us": 500_500,
    });
    assert_eq!(data, sums);
    for (share, is) in [(0.5, 500.0), (0.95, 950.0), (1.0, 1000.0)] {
        let said = quantile(&durations, share);
        assert!((is..is * 1.2).contains(&said), "{share}: {said} where it is {is}");
    }

    tokio::time::sleep(TOLD_EVERY).await;
    assert_eq!(measuring.told(Topic::Performance).len(), 2, "of a minute without requests nothing is told");
}

#[tokio::test(start_paused = true)]
async fn no_variety_of_requests_makes_more_events() {
    let mut measuring = Measuring::start(FakeBus::default(), 8);
    for number in 0..100_000 {
        let status = u16::try_from(number % 500).unwrap() + 100;
        request(&measuring.meter, status, 50);
    }
    measuring.stop().await;
    let told = measuring.told(Topic::Performance);
    assert_eq!(told.iter().map(BusEvent::count).sum::<u64>(), 100_000);
    let (other, apart): (Vec<_>, Vec<_>) = told.iter().partition(|event| event.data["route"] == "other");
    assert_eq!((apart.len(), other.len()), (128, 500 - 128));
}

#[tokio::test(start_paused = true)]
async fn each_failing_answer_s_code_is_told_together() {
    let mut measuring = Measuring::start(FakeBus::default(), 8);
    (0..40).for_each(|_| measuring.meter.api_error("internal"));
    measuring.stop().await;
    let [told] = &measuring.told(Topic::Errors)[..] else { panic!("one event for one code") };
    assert_eq!((told.kind.as_str(), &told.data), ("error.api", &json!({ "code": "internal", "count": 40 })));
}

#[tokio::test(start_paused = true)]
async fn calls_that_anybody_causes_are_told_together() {
    let mut measuring = Measuring::start(FakeBus::default(), 8);
    let meter = measuring.meter.adding_up();
    (1..=50).for_each(|number| call(&meter, number));
    (0..30).for_each(|_| meter.error(Family::Model, "timed_out", None, Some(StoryId::new())));
    measuring.stop().await;
    let [told] = &measuring.told(Topic::Performance)[..] else { panic!("one event for one outcome") };
    let mut data = told.data.clone();
    let durations = data.as_object_mut().unwrap().remove("durations").unwrap();
    assert!((7_000.0..8_400.0).contains(&quantile(&durations, 1.0)), "{durations}");
    let sums = json!({
        "kind": "words", "model": "builtin", "outcome": "ok", "count": 50, "duration_ms": 350,
        "input_tokens": 1_275, "output_tokens": 21_000, "pictures": 0, "cost_micros": 600,
    });
    assert_eq!((told.kind.as_str(), &data), ("model.inference", &sums));
    let [error] = &measuring.told(Topic::Errors)[..] else { panic!("one event for one code") };
    assert_eq!((error.kind.as_str(), &error.data), ("error.model", &json!({ "code": "timed_out", "count": 30 })));
}

#[tokio::test(start_paused = true)]
async fn every_call_and_error_is_told() {
    let mut measuring = Measuring::start(FakeBus::default(), 8);
    let story = StoryId::new();
    call(&measuring.meter, 90);
    measuring.meter.error(Family::Model, "timed_out", None, Some(story));
    measuring.meter.error(Family::Database, "unavailable", None, None);
    measuring.stop().await;
    let said = |topic| -> Vec<_> {
        measuring.told(topic).into_iter().map(|event| (event.kind.clone(), event.count(), event.data)).collect()
    };
    let words = json!({
        "kind": "words", "model": "builtin", "duration_ms": 7, "outcome": "ok",
        "input_tokens": 90, "output_tokens": 420, "pictures": 0, "cost_micros": 12,
    });
    assert_eq!(said(Topic::Performance), [("model.inference".to_owned(), 1, words)]);
    let errors = [("error.model", "timed_out"), ("error.database", "unavailable")];
    assert_eq!(said(Topic::Errors), errors.map(|(kind, code)| (kind.to_owned(), 1, json!({ "code": code }))));
    assert_eq!(measuring.told(Topic::Errors)[0].story_id, Some(story));
}

#[tokio::test(start_paused = true)]
async fn a_full_channel_drops_the_newest_measurements() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let shown = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let mut measuring = Measuring::start(FakeBus::default(), 4);
    (0..10).for_each(|number| call(&measuring.meter, number));
    measuring.stop().await;
    assert_eq!(measuring.calls(), [0, 1, 2, 3]);
    assert!(shown.render().contains("tale_events_dropped_total{type=\"model.inference\"} 6\n"), "{}", shown.render());
}

#[tokio::test(start_paused = true)]
async fn a_moment_s_measurements_are_one_commit() {
    let mut measuring = Measuring::start(FakeBus::default(), 1000);
    for number in 0..20 {
        call(&measuring.meter, number);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    until("all measurements", || measuring.calls().len() == 20).await;
    assert_eq!(measuring.bus.publishing.calls(), 1);
    (0..600).for_each(|number| call(&measuring.meter, number));
    measuring.stop().await;
    assert_eq!(measuring.calls(), (0..20).chain(0..600).collect::<Vec<_>>());
    assert_eq!(measuring.bus.publishing.calls(), 4);
}

#[tokio::test(start_paused = true)]
async fn without_a_bus_measurements_are_counted_out() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let shown = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let mut measuring = Measuring::start(FakeBus::default(), 1000);
    measuring.bus.publishing.fail(true);
    (0..300).for_each(|number| call(&measuring.meter, number));
    (0..70).for_each(|_| request(&measuring.meter, 200, 50));
    tokio::time::sleep(TOLD_EVERY * 2).await;
    measuring.bus.publishing.fail(false);
    call(&measuring.meter, 999);
    measuring.stop().await;
    assert_eq!(measuring.calls(), [999]);
    for (kind, count) in [("model.inference", 300), ("api.request", 70)] {
        let line = format!("tale_events_dropped_total{{type=\"{kind}\"}} {count}\n");
        assert!(shown.render().contains(&line), "{}", shown.render());
    }
}

#[tokio::test(start_paused = true)]
async fn a_topic_that_hangs_keeps_no_other_waiting() {
    let measuring = Measuring::start(FakeBus::with(Topic::Errors), 1000);
    measuring.bus.topics[&Topic::Errors].hang();
    for number in 0..50 {
        measuring.meter.error(Family::Model, "timed_out", None, None);
        call(&measuring.meter, number);
        tokio::time::sleep(Duration::from_secs(1)).await;
    }
    assert_eq!(measuring.calls().len(), 50, "all of the topic that works");
}

#[tokio::test(start_paused = true)]
async fn a_bus_that_hangs_delays_no_stop() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let shown = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let mut measuring = Measuring::start(FakeBus::default(), 1000);
    measuring.bus.publishing.hang();
    (0..600).for_each(|number| call(&measuring.meter, number));
    let stopping = tokio::time::Instant::now();
    measuring.stop().await;
    assert!(stopping.elapsed() <= Duration::from_secs(3), "{:?}", stopping.elapsed());
    assert!(shown.render().contains("tale_events_dropped_total{type=\"model.inference\"} 600\n"), "{}", shown.render());
}

#[tokio::test(start_paused = true)]
async fn what_was_measured_before_the_stop_is_published() {
    let mut measuring = Measuring::start(FakeBus::default(), 1000);
    (0..300).for_each(|number| call(&measuring.meter, number));
    measuring.stop().await;
    assert_eq!(measuring.calls(), (0..300).collect::<Vec<_>>());
    call(&measuring.meter, 999);
    assert_eq!(measuring.calls().len(), 300, "afterwards nobody listens and nobody minds");
}
