//! Logs begin here: which lines, how they look, and that a panic is one of them.

use std::io::{self, IsTerminal};
use std::sync::Once;
use std::time::Duration;

use tracing_subscriber::EnvFilter;
use tracing_subscriber::filter::ParseError;
use tracing_subscriber::fmt::SubscriberBuilder;

use super::json_lines::JsonLines;
use super::{LogFormat, LossyWriter, Options};

/// How long the end of a process waits for its last lines: whoever reads them may have died.
const LAST_LINES: Duration = Duration::from_secs(1);

/// Why logging can't begin.
#[derive(Debug, thiserror::Error)]
pub enum TelemetryError {
    /// The filter is none.
    #[error("configuration key `telemetry.filter`: {0}")]
    Filter(#[from] ParseError),
    /// The system gives no thread to write from.
    #[error("failed to start the log's thread: {0}")]
    Thread(#[from] io::Error),
}

/// Whether these settings can be logged by.
pub fn check(options: &Options) -> Result<(), ParseError> {
    EnvFilter::builder().parse(&options.filter).map(drop)
}

/// A log that was begun. Dropped at the end of the process, it waits a second at most until its lines are out.
#[derive(Debug)]
#[must_use = "dropped, it waits for the lines so far"]
pub struct Logging {
    lines: LossyWriter,
}

/// Begins to log to standard error, panics included. For `main`, once: later calls change nothing.
pub fn init(options: &Options) -> Result<Logging, TelemetryError> {
    let filter = EnvFilter::builder().parse(&options.filter)?;
    let lines = LossyWriter::new();
    // told to standard error otherwise, which is where lines could not be written to just now
    let builder = SubscriberBuilder::default().log_internal_errors(false);
    let builder = builder.with_writer(lines.clone()).with_env_filter(filter);
    let begun = match options.format {
        LogFormat::Pretty => builder.with_ansi(io::stderr().is_terminal()).compact().try_init(),
        LogFormat::Json => builder.json().event_format(JsonLines).try_init(),
    };
    // the first subscriber of a process stays
    if begun.is_ok() {
        lines.write_to(io::stderr())?;
    }
    log_panics();
    Ok(Logging { lines })
}

impl Drop for Logging {
    fn drop(&mut self) {
        self.lines.flush_within(LAST_LINES);
    }
}

/// Logs where a panic happened, and nothing of what it said: that may quote a story. Nothing in the hook panics, or
/// the process would abort: a line is put down without a write, and what can't be written is counted.
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
