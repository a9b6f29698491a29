//! Measurements: bounded, the newest dropped and counted, published in batches, without a word of a wish.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::actors::measure::meter::{ApiRequest, Family, Meter, ModelInference, channel};
use ai_tale::actors::measure::publish::publish;
use ai_tale::domain::{NodeId, StoryId, Topic, Usage, UserId};
use metrics_exporter_prometheus::PrometheusBuilder;
use serde_json::json;
use tokio_util::sync::CancellationToken;

use crate::kit::fakes::{FakeBus, until};

fn request(meter: &Meter, status: u16) {
    meter.api_request(ApiRequest {
        route: "/v1/stories/{id}",
        method: "GET",
        status,
        duration: Duration::from_micros(12_900),
        bytes: 345,
        tier: "guest",
        user_id: None,
    });
}

fn statuses(bus: &FakeBus) -> Vec<u64> {
    bus.records(Topic::Performance).iter().map(|record| record.event.data["status"].as_u64().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn measurements_say_what_was_measured_and_where() {
    let (node, user, story) = (NodeId::new(), UserId::new(), StoryId::new());
    let (meter, mut receiver) = channel(node, 8);
    request(&meter, 200);
    meter.model_inference(ModelInference {
        kind: "words",
        model: "builtin",
        duration: Duration::from_millis(7),
        usage: Usage { input_tokens: 90, output_tokens: 420, cost_micros: 12, ..Usage::default() },
        outcome: "ok",
        story_id: Some(story),
    });
    meter.model_inference(ModelInference {
        kind: "picture",
        model: "builtin",
        duration: Duration::from_millis(7),
        usage: Usage::default(),
        outcome: "timed_out",
        story_id: Some(story),
    });
    meter.error(Family::Api, "internal", Some(user), None);
    meter.error(Family::Model, "timed_out", None, Some(story));
    meter.error(Family::Database, "unavailable", None, None);
    drop(meter);

    let mut events = Vec::new();
    receiver.recv_many(&mut events, 8).await;
    let said: Vec<_> = events.iter().map(|event| (event.kind.as_str(), event.topic(), event.data.clone())).collect();
    let request = json!({
        "route": "/v1/stories/{id}", "method": "GET", "status": 200, "duration_ms": 12, "bytes": 345, "tier": "guest",
    });
    let words = json!({
        "kind": "words", "model": "builtin", "duration_ms": 7, "outcome": "ok",
        "input_tokens": 90, "output_tokens": 420, "pictures": 0, "cost_micros": 12,
    });
    let picture = json!({
        "kind": "picture", "model": "builtin", "duration_ms": 7, "outcome": "timed_out",
        "input_tokens": 0, "output_tokens": 0, "pictures": 0, "cost_micros": 0,
    });
    assert_eq!(
        said,
        [
            ("api.request", Topic::Performance, request),
            ("model.inference", Topic::Performance, words),
            ("model.inference", Topic::Performance, picture),
            ("error.api", Topic::Errors, json!({ "code": "internal" })),
            ("error.model", Topic::Errors, json!({ "code": "timed_out" })),
            ("error.database", Topic::Errors, json!({ "code": "unavailable" })),
        ]
    );
    assert!(events.iter().all(|event| event.node == node));
    assert_eq!((events[1].story_id, events[3].user_id), (Some(story), Some(user)));
}

#[tokio::test(start_paused = true)]
async fn a_full_channel_drops_the_newest_measurements() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let shown = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let (meter, receiver) = channel(NodeId::new(), 4);
    for status in 200..210 {
        request(&meter, status);
    }
    drop(meter);
    let bus = Arc::new(FakeBus::default());
    publish(receiver, bus.clone(), CancellationToken::new()).await;
    assert_eq!(statuses(&bus), [200, 201, 202, 203]);
    assert!(shown.render().contains("tale_events_dropped_total{type=\"api.request\"} 6\n"), "{}", shown.render());
}

#[tokio::test(start_paused = true)]
async fn a_moment_s_measurements_are_one_commit() {
    let (meter, receiver) = channel(NodeId::new(), 1000);
    let bus = Arc::new(FakeBus::default());
    let publishing = tokio::spawn(publish(receiver, bus.clone(), CancellationToken::new()));
    for status in 0..20 {
        request(&meter, status);
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    until("all measurements", || statuses(&bus).len() == 20).await;
    assert_eq!(bus.publishing.calls(), 1);
    (0..600).for_each(|status| request(&meter, status));
    drop(meter);
    publishing.await.unwrap();
    assert_eq!(statuses(&bus), (0..20).chain(0..600).collect::<Vec<_>>());
    assert_eq!(bus.publishing.calls(), 4);
}

#[tokio::test(start_paused = true)]
async fn without_a_bus_measurements_are_counted_out() {
    let recorder = PrometheusBuilder::new().build_recorder();
    let shown = recorder.handle();
    let _here = metrics::set_default_local_recorder(&recorder);
    let (meter, receiver) = channel(NodeId::new(), 1000);
    let bus = Arc::new(FakeBus::default());
    let publishing = tokio::spawn(publish(receiver, bus.clone(), CancellationToken::new()));
    bus.publishing.fail(true);
    (0..300).for_each(|status| request(&meter, status));
    until("a failed publication", || bus.publishing.calls() == 2).await;
    bus.publishing.fail(false);
    request(&meter, 999);
    drop(meter);
    publishing.await.unwrap();
    assert_eq!(statuses(&bus), [999]);
    assert!(shown.render().contains("tale_events_dropped_total{type=\"api.request\"} 300\n"), "{}", shown.render());
}

#[tokio::test(start_paused = true)]
async fn what_was_measured_before_the_stop_is_published() {
    let (meter, receiver) = channel(NodeId::new(), 1000);
    let bus = Arc::new(FakeBus::default());
    let stop = CancellationToken::new();
    (0..300).for_each(|status| request(&meter, status));
    stop.cancel();
    publish(receiver, bus.clone(), stop).await;
    assert_eq!(statuses(&bus), (0..300).collect::<Vec<_>>());
    request(&meter, 999);
    assert_eq!(statuses(&bus).len(), 300, "afterwards nobody listens and nobody minds");
}
