//! Room for connections: each takes a file descriptor, and what a process may open by default is far less.

use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};

use crate::config::Config;

/// Descriptors for everything but readers' connections: database, pictures, listeners, operators.
const RESERVE: u64 = 256;

/// Raises the limit as far as this user may, and says so when that is too little.
pub(super) fn make_room(config: &Config) {
    let allowed = getrlimit(Resource::Nofile);
    // what can't be raised is reported below
    let _ = setrlimit(Resource::Nofile, Rlimit { current: allowed.maximum, ..allowed });
    let limit = getrlimit(Resource::Nofile).current.unwrap_or(u64::MAX);
    let needed = config.limits.connections.get() as u64 + RESERVE;
    if limit < needed {
        tracing::warn!(
            limit,
            needed,
            limits.connections = config.limits.connections,
            "too few file descriptors for limits.connections: raise the hard limit (ulimit -n), or lower the setting"
        );
    }
}
