//! The process's metrics: one recorder, its buckets, and its upkeep.

use std::sync::OnceLock;
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use tokio_util::sync::CancellationToken;

use crate::metrics;

/// Bounds in seconds, from a commit to a slow picture.
const SECONDS: [f64; 16] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0];

/// Bounds in commands; a batch has 64 at most.
const BATCHES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// Bounds of a critic's scores.
const SCORES: [f64; 11] = [0.0, 1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0, 10.0];

/// How often recorded samples are folded into their buckets. Until then they take memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// The process's recorder of metrics, installed at the first call and described; render it for `/metrics`, and keep it
/// up with [`keep_up`].
pub fn recorder() -> PrometheusHandle {
    static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();
    HANDLE.get_or_init(install).clone()
}

fn install() -> PrometheusHandle {
    let recorder = with_buckets(PrometheusBuilder::new()).build_recorder();
    let handle = recorder.handle();
    if ::metrics::set_global_recorder(recorder).is_err() {
        tracing::warn!("another recorder of metrics is installed, so the metrics stay empty");
    }
    metrics::describe();
    handle
}

fn with_buckets(builder: PrometheusBuilder) -> PrometheusBuilder {
    const NOT_EMPTY: &str = "only an empty list of bounds is refused";
    builder
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .expect(NOT_EMPTY)
        .set_buckets_for_metric(Matcher::Full(metrics::STORE_BATCH.to_owned()), &BATCHES)
        .expect(NOT_EMPTY)
        .set_buckets_for_metric(Matcher::Full(metrics::CRITIQUE_SCORE.to_owned()), &SCORES)
        .expect(NOT_EMPTY)
}

/// Keeps the recorder's memory bounded while nobody asks for `/metrics`. Returns when `stop` is cancelled.
pub async fn keep_up(handle: PrometheusHandle, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(UPKEEP)).await.is_some() {
        handle.run_upkeep();
    }
}
