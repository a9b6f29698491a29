//! Whether this process can serve: part by part, each asked within a time limit, and all of them once for all who want
//! to know.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use tokio::task::JoinError;
use tokio::time::timeout;

use crate::flow::single_flight::SingleFlight;

/// A part that has not answered by then does not answer.
const ANSWER_LIMIT: Duration = Duration::from_secs(2);
/// For so long an answer is told again. Asking costs a write, and anybody may ask.
const FRESH: Duration = Duration::from_secs(1);

type Probe = dyn Fn() -> BoxFuture<'static, bool> + Send + Sync;

/// Something that must work for a node to be ready.
pub struct Part {
    name: &'static str,
    probe: Box<Probe>,
}

impl Part {
    /// A part by its name in the answer, and how it is asked; its error is logged and not shown.
    pub fn new<Handle, Asked, Error>(
        name: &'static str,
        handle: &Handle,
        probe: impl Fn(Handle) -> Asked + Send + Sync + 'static,
    ) -> Self
    where
        Handle: Clone + Send + Sync + 'static,
        Asked: Future<Output = Result<(), Error>> + Send + 'static,
        Error: std::fmt::Display,
    {
        let handle = handle.clone();
        let probe = move || {
            let asked = probe(handle.clone());
            async move {
                asked
                    .await
                    .map_err(|error| tracing::warn!(part = name, error.cause = %error, "a part is unavailable"))
                    .is_ok()
            }
            .boxed()
        };
        Self { name, probe: Box::new(probe) }
    }

    async fn state(&self) -> (&'static str, &'static str) {
        match timeout(ANSWER_LIMIT, (self.probe)()).await {
            Ok(true) => (self.name, "ok"),
            Ok(false) => (self.name, "unavailable"),
            Err(_) => (self.name, "timed_out"),
        }
    }
}

/// What is wrong with each part, or `ok`.
type States = BTreeMap<&'static str, &'static str>;

/// The parts of a node.
pub struct Readiness {
    parts: Arc<[Part]>,
    states: SingleFlight<States>,
}

impl Readiness {
    /// Asks these parts, at most once a second.
    #[must_use]
    pub fn new(parts: Vec<Part>) -> Self {
        Self { parts: parts.into(), states: SingleFlight::new(FRESH) }
    }

    /// How each part is.
    pub async fn states(&self) -> Result<States, JoinError> {
        let parts = Arc::clone(&self.parts);
        self.states.ask(|| async move { join_all(parts.iter().map(Part::state)).await.into_iter().collect() }).await
    }
}
