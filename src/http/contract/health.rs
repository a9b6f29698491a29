//! Whether this process lives, and whether it can serve: part by part, each asked within a time limit.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use tokio::sync::Mutex;
use tokio::task::JoinError;
use tokio::time::Instant;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::schemas::HealthView;
use crate::http::answer::problem::Problem;
use crate::http::answer::response::{Answer, answer, json};
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// A part that has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// For so long an answer is told again. Asking costs a write, and anybody may ask.
const FRESH: Duration = Duration::from_secs(1);

type Probe = dyn Fn() -> BoxFuture<'static, bool> + Send + Sync;

/// Something that must work for a node to be ready.
pub struct Part {
    name: &'static str,
    probe: Box<Probe>,
}

impl Part {
    /// A part by its name in the answer; its error is logged and not shown.
    pub fn new<Probing, Asked, Error>(name: &'static str, probe: Probing) -> Self
    where
        Probing: Fn() -> Asked + Send + Sync + 'static,
        Asked: Future<Output = Result<(), Error>> + Send + 'static,
        Error: std::fmt::Display,
    {
        let probe = move || {
            let asked = probe();
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
        match tokio::time::timeout(PATIENCE, (self.probe)()).await {
            Ok(true) => (self.name, "ok"),
            Ok(false) => (self.name, "unavailable"),
            Err(_) => (self.name, "timed_out"),
        }
    }
}

/// What is wrong with each part, or `ok`.
type States = BTreeMap<&'static str, &'static str>;

/// The parts of a node, asked once at a time and once a second, however many want to know.
pub struct Readiness {
    parts: Vec<Part>,
    last: Mutex<Option<(Instant, States)>>,
}

impl Readiness {
    /// Of these parts.
    #[must_use]
    pub fn new(parts: Vec<Part>) -> Arc<Self> {
        Arc::new(Self { parts, last: Mutex::default() })
    }

    /// How each part is. They are asked in a task of its own: hanging up must not be a way to have them asked again.
    pub async fn states(self: &Arc<Self>) -> Result<States, JoinError> {
        let this = Arc::clone(self);
        tokio::spawn(async move { this.ask().await }).await
    }

    async fn ask(&self) -> States {
        let mut last = self.last.lock().await;
        if let Some((_, states)) = last.as_ref().filter(|(asked, _)| asked.elapsed() < FRESH) {
            return states.clone();
        }
        let states: States = join_all(self.parts.iter().map(Part::state)).await.into_iter().collect();
        *last = Some((Instant::now(), states.clone()));
        states
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let gateway = Arc::clone(gateway);
    let live = warp::path!("health" / "live").and(reading()).then(|| answer(async { live() }));
    let ready = warp::path!("health" / "ready").and(reading()).then(move || {
        let gateway = Arc::clone(&gateway);
        answer(async move { ready(&gateway).await })
    });
    live.boxed().or(ready.boxed()).unify().boxed()
}

/// Whether the process answers at all.
#[utoipa::path(get, path = "/health/live", operation_id = "is_live", tag = "operators", security(()), responses((status = 200, description = "It does", body = HealthView)))]
pub(super) fn live() -> Answer {
    json(StatusCode::OK, &HealthView { status: "ok", parts: BTreeMap::new() })
}

/// Whether the node can serve; names what can't.
#[utoipa::path(get, path = "/health/ready", operation_id = "is_ready", tag = "operators", security(()), responses(
    (status = 200, description = "It can", body = HealthView),
    (status = 503, description = "It can't, or is draining", body = HealthView),
))]
pub(super) async fn ready(gateway: &Gateway) -> Answer {
    let mut parts = gateway.readiness.states().await.map_err(Problem::internal)?;
    let is_accepting = gateway.stories.is_accepting();
    parts.insert("pipeline", if is_accepting { "ok" } else { "draining" });
    let status = match (is_accepting, parts.values().all(|state| *state == "ok")) {
        (_, true) => "ok",
        (false, _) => "draining",
        (true, false) => "unavailable",
    };
    let code = if status == "ok" { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    json(code, &HealthView { status, parts })
}
