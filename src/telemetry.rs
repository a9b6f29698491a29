//! Logs, metrics and panics: how a process tells its operator what it does.
//!
//! Log lines have fixed field names, so that one query finds a story across all parts: `story.id`, `user.id`,
//! `request.id`, `http.route`, `http.status`, `stage`, `actor`, `error`. A child's words, names and secrets are in no
//! field. Each line says where it belongs by the spans around it, which hold ids alone: `request` (`request.id`,
//! `http.route`), `story` (`story.id`, `epoch`: one run), in it `scene` (`scene`); a job takes its span along to the
//! worker of a pool. Metrics have their own page, [`crate::metrics`].

use std::io::IsTerminal;
use std::sync::{Once, OnceLock};
use std::time::Duration;

use metrics_exporter_prometheus::{Matcher, PrometheusBuilder, PrometheusHandle};
use serde::Deserialize;
use tokio_util::sync::CancellationToken;
use tracing_subscriber::EnvFilter;
use tracing_subscriber::fmt::SubscriberBuilder;

use crate::metrics;

/// The section `[telemetry]`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Options {
    /// How log lines look.
    pub format: LogFormat,
    /// What is logged, as in `RUST_LOG`.
    pub filter: String,
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LogFormat {
    Pretty,
    /// For machines: one JSON object a line.
    Json,
}

/// Bounds in seconds, from a commit to a slow picture.
const SECONDS: [f64; 16] =
    [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0, 120.0];

/// Bounds in commands; a batch has 64 at most.
const BATCHES: [f64; 7] = [1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0];

/// How often recorded samples are folded into their buckets. Until then they take memory.
const UPKEEP: Duration = Duration::from_secs(5);

/// Why logging can't begin.
#[derive(Debug, thiserror::Error)]
#[error("configuration key `telemetry.filter`: {0}")]
pub struct TelemetryError(#[from] tracing_subscriber::filter::ParseError);

/// Whether these settings can be logged by.
pub fn check(options: &Options) -> Result<(), tracing_subscriber::filter::ParseError> {
    EnvFilter::builder().parse(&options.filter).map(drop)
}

/// Begins to log to standard error, panics included. For `main`, once: later calls change nothing.
pub fn init(options: &Options) -> Result<(), TelemetryError> {
    let filter = EnvFilter::builder().parse(&options.filter)?;
    let lines = SubscriberBuilder::default().with_writer(std::io::stderr).with_env_filter(filter);
    // The first subscriber of a process stays.
    let _already_set = match options.format {
        LogFormat::Pretty => lines.with_ansi(std::io::stderr().is_terminal()).compact().try_init(),
        LogFormat::Json => lines.json().flatten_event(true).with_current_span(false).try_init(),
    };
    log_panics();
    Ok(())
}

/// Logs where a panic happened, and nothing of what it said: that may quote a story.
fn log_panics() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        std::panic::set_hook(Box::new(|panic| {
            let location = panic.location().map(ToString::to_string).unwrap_or_default();
            let thread = std::thread::current();
            tracing::error!(location, thread = thread.name().unwrap_or("unnamed"), "panicked");
        }));
    });
}

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
}

/// Keeps the recorder's memory bounded while nobody asks for `/metrics`. Returns when `stop` is cancelled.
pub async fn keep_up(handle: PrometheusHandle, stop: CancellationToken) {
    while stop.run_until_cancelled(tokio::time::sleep(UPKEEP)).await.is_some() {
        handle.run_upkeep();
    }
}
