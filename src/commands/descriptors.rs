//! Room for connections: each takes a file descriptor, and what a process may open by default is far less.

use std::num::NonZeroUsize;

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::Config;

/// Descriptors for everything but readers' connections: the operators' ([`crate::http::ListenerOptions::operators`]),
/// and the files that blocking threads, half a thousand at most, and databases have open.
const RESERVE: usize = 768;

/// Raises the process's limit as far as this user may. Where that is too little, fewer connections are allowed than the
/// configuration says, so that readers never take the operators' descriptors, or the database's.
pub(super) fn make_room(config: &mut Config) {
    let allowed = getrlimit(Resource::Nofile);
    // what can't be raised is reported below
    let _ = setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, ..allowed });
    let Some(limit) = getrlimit(Resource::Nofile).current else { return };
    let limit = usize::try_from(limit).unwrap_or(usize::MAX);
    // of very few, each side gets a half
    let room = limit.saturating_sub(RESERVE.min(limit / 2));
    let room = NonZeroUsize::new(room).unwrap_or(NonZeroUsize::MIN);
    let wanted = config.limits.connections;
    if room < wanted {
        tracing::warn!(
            limits.connections = wanted,
            allowed = room,
            descriptors = limit,
            "too few file descriptors for limits.connections, so fewer are let in: raise the hard limit (ulimit -n)"
        );
        config.limits.connections = room;
    }
}
