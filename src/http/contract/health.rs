//! `/health`: for whoever starts, stops and balances processes. On both listeners.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::response::json;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// Whether a process is well, part by part.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Health)]
pub(super) struct HealthView {
    /// `ok`, `draining` (it is about to stop and takes no new stories) or `unavailable` (a part of it fails).
    #[schema(example = "ok")]
    status: &'static str,
    /// For each part `ok`, or what is wrong: `unavailable`, `timed_out`, `draining`. Empty where only the process
    /// itself was asked.
    #[schema(example = json!({ "accounts": "ok", "bus": "ok", "objects": "ok", "pipeline": "ok", "store": "ok" }))]
    parts: BTreeMap<&'static str, &'static str>,
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
///
/// It asks nothing else, so that a process is not restarted for an outage of something outside it.
#[utoipa::path(
    get, path = "/health/live", operation_id = "is_live", tag = "operators", security(()),
    responses((status = 200, description = "It does", body = HealthView)),
)]
pub(super) fn live() -> Answer {
    json(StatusCode::OK, &HealthView { status: "ok", parts: BTreeMap::new() })
}

/// Whether the process can serve, and which part can't.
#[utoipa::path(
    get, path = "/health/ready", operation_id = "is_ready", tag = "operators", security(()),
    responses(
        (status = 200, description = "It can", body = HealthView),
        (status = 503, description = "It can't, or is about to stop", body = HealthView),
    ),
)]
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
