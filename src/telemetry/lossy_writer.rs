//! Lines on their way out. Whoever logs puts a line down and goes on; a thread of its own writes. Where the target is
//! slow (a pipe that nobody reads) or refuses (a full disk), lines are dropped and counted: a service tells stories,
//! whatever became of its log.
//!
//! Not `tracing-appender`, which does the same but says so with `println!` where the log is stuck at the end: with both
//! streams in one pipe, that never returns.

use std::io::{self, ErrorKind, Write};
use std::mem;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::Duration;

use metrics::counter;
use tracing_subscriber::fmt::MakeWriter;

use crate::metrics::{LOG_LINES_DROPPED, label};

/// Bytes that may wait to be written: a busy node's lines of a second or two.
const CAPACITY: usize = 4 * 1024 * 1024;

/// The writer's rest after lines: to wake it costs more than to put a line down, so many lines go out together.
const REST: Duration = Duration::from_millis(5);

/// How long a target that has no room just now, and does not wait for it, is left alone.
const FULL_PIPE_PAUSE: Duration = Duration::from_millis(2);

/// Takes whole lines, and never waits nor fails.
#[derive(Clone, Debug, Default)]
pub struct LossyWriter {
    shared: Arc<Shared>,
}

#[derive(Debug, Default)]
struct Shared {
    lines: Mutex<Lines>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct Lines {
    waiting: Vec<u8>,
    /// The writer sleeps until there are some.
    is_awaited: bool,
    /// Some were taken, and are not written yet.
    is_writing: bool,
}

impl LossyWriter {
    /// Keeps lines until [`LossyWriter::write_to`] is told where they go.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Starts the thread that writes, for as long as the process lives.
    pub fn write_to(&self, mut target: impl Write + Send + 'static) -> io::Result<()> {
        let shared = Arc::clone(&self.shared);
        let write = move || {
            loop {
                write_out(&mut target, &shared.take());
                shared.written();
                thread::park_timeout(REST);
            }
        };
        thread::Builder::new().name("log".to_owned()).spawn(write).map(drop)
    }

    /// Waits until everything so far is written or dropped, but no longer than this; says whether it is.
    pub fn flush_within(&self, longest: Duration) -> bool {
        let busy = |lines: &mut Lines| lines.is_writing || !lines.waiting.is_empty();
        let waited = self.shared.changed.wait_timeout_while(self.shared.lock(), longest, busy);
        !waited.unwrap_or_else(PoisonError::into_inner).1.timed_out()
    }
}

impl Shared {
    fn lock(&self) -> MutexGuard<'_, Lines> {
        self.lines.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(&self, line: &[u8]) {
        let mut lines = self.lock();
        if lines.waiting.len() + line.len() > CAPACITY {
            drop(lines);
            dropped("buffer_full", 1);
            return;
        }
        lines.waiting.extend_from_slice(line);
        let is_awaited = mem::take(&mut lines.is_awaited);
        drop(lines);
        if is_awaited {
            self.changed.notify_all();
        }
    }

    /// Waits for lines, and takes all that there are.
    fn take(&self) -> Vec<u8> {
        let none = |lines: &mut Lines| {
            lines.is_awaited = lines.waiting.is_empty();
            lines.is_awaited
        };
        let waited = self.changed.wait_while(self.lock(), none);
        let mut lines = waited.unwrap_or_else(PoisonError::into_inner);
        lines.is_writing = true;
        mem::take(&mut lines.waiting)
    }

    fn written(&self) {
        self.lock().is_writing = false;
        self.changed.notify_all();
    }
}

/// What is refused is dropped: kept, it would keep later lines from the place that it leaves.
fn write_out(target: &mut impl Write, mut lines: &[u8]) {
    while !lines.is_empty() {
        match target.write(lines) {
            Ok(written) if written > 0 => lines = &lines[written..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            // whoever shares a pipe with us may have made it one that does not wait; what may wait here is bounded
            Err(error) if error.kind() == ErrorKind::WouldBlock => thread::park_timeout(FULL_PIPE_PAUSE),
            Ok(_) | Err(_) => {
                let lost = lines.iter().map(|byte| usize::from(*byte == b'\n')).sum();
                return dropped("write_failed", lost);
            }
        }
    }
}

fn dropped(reason: &'static str, lines: usize) {
    counter!(LOG_LINES_DROPPED, label::REASON => reason).increment(lines as u64);
}

impl Write for LossyWriter {
    fn write(&mut self, line: &[u8]) -> io::Result<usize> {
        self.shared.put(line);
        Ok(line.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for LossyWriter {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
