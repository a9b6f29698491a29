//! What is counted of calls to models: the time that was theirs, and why they were asked.

#![expect(clippy::unwrap_used, reason = "a test that can't go on panics")]

use std::sync::Arc;
use std::time::Duration;

use ai_tale::backends::bus::Bus;
use ai_tale::domain::Topic;
use futures_util::{FutureExt, StreamExt, stream};

use super::alone::{ending, told};
use super::players;

/// Milliseconds of every call of a kind that the bus was told of.
async fn durations(bus: &Arc<dyn Bus>, kind: &str) -> Vec<u64> {
    let records = bus.read(Topic::Performance, 0, 1_000).await.unwrap();
    let calls = records.iter().map(|record| &record.event).filter(|event| event.kind == "model.inference");
    calls.filter(|call| call.data["kind"] == kind).map(|call| call.data["duration_ms"].as_u64().unwrap()).collect()
}

#[tokio::test(start_paused = true)]
async fn a_storyteller_s_time_is_its_own_and_not_that_of_a_slow_painter() {
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
                line.map(bytes::Bytes::from)
            });
            async { Ok(lines.boxed()) }.boxed()
        })];
        parts
    })
    .await;
    assert_eq!(ending(&log), Ok(3));
    assert_eq!(durations(&bus.unwrap(), "words").await, [8_000], "a plan and three scenes");
}
