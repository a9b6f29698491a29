//! What a process used so far, as the system counts it.

use std::fs;
use std::process::{Child, Command};
use std::time::Duration;

/// Of the processor, per second: `USER_HZ`, the same on every Linux.
const TICKS: u64 = 100;

/// A process that is measured, and ends with this value.
pub struct Process {
    child: Child,
}

impl Process {
    /// Starts it.
    pub fn start(command: &mut Command) -> Self {
        Self { child: command.spawn().expect("the program can be started") }
    }

    /// Its pipes.
    pub fn child(&mut self) -> &mut Child {
        &mut self.child
    }

    /// Time of a processor, its threads' together.
    pub fn cpu(&self) -> Duration {
        let text = self.read("stat");
        // the name, in brackets, may hold anything
        let fields: Vec<_> = text[text.rfind(')').expect("a name in brackets")..].split(' ').collect();
        let ticks: u64 = [fields[12], fields[13]].iter().map(|field| field.parse::<u64>().expect("a number")).sum();
        Duration::from_millis(ticks * 1000 / TICKS)
    }

    /// Resident memory, in bytes.
    pub fn memory(&self) -> f64 {
        let text = self.read("smaps_rollup");
        let line = text.lines().find_map(|line| line.strip_prefix("Rss:")).expect("a line of it");
        let kib: u32 = line.trim().trim_end_matches(" kB").parse().expect("a number");
        f64::from(kib) * 1024.0
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(format!("/proc/{}/{name}", self.child.id())).expect("the process lives")
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // an error says that it has ended
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// How many descriptors a process may have; raised as far as is allowed, for the children too.
pub fn descriptors() -> usize {
    use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
    let allowed = getrlimit(Resource::Nofile);
    // what can't be raised is enough for fewer readers
    let _ = setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, ..allowed });
    getrlimit(Resource::Nofile).current.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(1 << 20)
}
