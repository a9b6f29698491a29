//! Whether this process lives, and whether it can serve: part by part, each asked within a time limit.

use std::collections::BTreeMap;
use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use futures_util::FutureExt;
use futures_util::future::{BoxFuture, join_all};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::answer::{Answer, answer, json};
use super::gateway::Gateway;
use super::schemas::HealthView;

/// A part that has not answered by then does not answer.
const PATIENCE: Duration = Duration::from_secs(2);

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

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let reading = || warp::get().or(warp::head()).unify();
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
    let mut parts: BTreeMap<_, _> = join_all(gateway.parts.iter().map(Part::state)).await.into_iter().collect();
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
