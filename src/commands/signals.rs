//! The signals that ask the process to end, and one that must not.

use std::fs;
use std::future;

use anyhow::Context;
use rustix::process::Signal as Number;
use tokio::signal::unix::{Signal, SignalKind, signal};

/// `SIGTERM`, Ctrl-C, Ctrl-\ and a terminal that closes, caught from [`Signals::listen`] on: none of them ends the
/// process by itself any more.
pub(super) struct Signals {
    terminate: Signal,
    interrupt: Signal,
    quit: Signal,
    /// Not where the process was started to outlive its terminal (`nohup`).
    hangup: Option<Signal>,
}

impl Signals {
    pub(super) fn listen() -> anyhow::Result<Self> {
        let hangup = (!is_ignored(Number::HUP)).then(|| signal(SignalKind::hangup()));
        Ok(Self {
            terminate: signal(SignalKind::terminate()).context("failed to listen for SIGTERM")?,
            interrupt: signal(SignalKind::interrupt()).context("failed to listen for SIGINT")?,
            quit: signal(SignalKind::quit()).context("failed to listen for SIGQUIT")?,
            hangup: hangup.transpose().context("failed to listen for SIGHUP")?,
        })
    }

    /// Waits for one of them.
    pub(super) async fn received(&mut self) {
        let Self { terminate, interrupt, quit, hangup } = self;
        let hung_up = async {
            match hangup {
                Some(hangup) => hangup.recv().await,
                None => future::pending().await,
            }
        };
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
            _ = quit.recv() => {}
            _ = hung_up => {}
        }
    }
}

/// A file beyond the user's limit on sizes makes its write fail. The signal that comes with it would end the process:
/// caught, it does nothing.
pub(super) fn outlive_large_files() -> anyhow::Result<()> {
    let caught = signal(SignalKind::from_raw(Number::XFSZ.as_raw()));
    caught.map(drop).context("failed to catch SIGXFSZ")
}

/// Whether whoever started the process wants a signal ignored. Read where Linux says it: asking the system by a call
/// is `unsafe`.
fn is_ignored(signal: Number) -> bool {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    ignored.is_some_and(|mask| (mask >> (signal.as_raw() - 1)) & 1 == 1)
}
