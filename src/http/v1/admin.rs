//! The operators' calls, on their own listener: metrics, the pools, what happened. All but the metrics need a token
//! with the scope of what they touch.

use std::collections::BTreeMap;
use std::sync::Arc;

use metrics_exporter_prometheus::PrometheusHandle;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::reply::{Reply, Response};

use crate::accounts::Scope;
use crate::actors::stage::{PoolStatus, Stage};
use crate::domain::Timestamp;
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::response::{Answer, answer, json};
use crate::http::call::caller::{Call, call};
use crate::http::call::json::{Body, body, read};
use crate::http::contract::schemas::{PoolView, ResizeCall};
use crate::http::filters::{first_of, reading};
use crate::http::state::Gateway;

/// The largest pool.
const LARGEST_POOL: usize = 1024;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>, handle: PrometheusHandle) -> BoxedFilter<(Response,)> {
    let metrics = warp::path!("metrics").and(reading()).map(move || metrics(&handle));
    let pools = warp::path!("v1" / "admin" / "pools")
        .and(reading())
        .and(call(gateway))
        .then(|call| answer(async move { pools(&call) }));
    let resize = warp::path!("v1" / "admin" / "pools" / String)
        .and(warp::patch())
        .and(call(gateway))
        .and(body())
        .then(|stage, call, body| answer(resize(call, stage, body)));
    let counts = warp::path!("v1" / "admin" / "analytics" / "counts")
        .and(reading())
        .and(call(gateway))
        .then(|call| answer(counts(call)));
    first_of(vec![metrics.boxed(), pools.boxed(), resize.boxed(), counts.boxed()])
}

/// Every metric, in Prometheus' text format.
#[utoipa::path(get, path = "/metrics", operation_id = "show_metrics", tag = "operators", security(()),
    responses((status = 200, description = "The metrics", body = String, content_type = "text/plain")))]
pub(super) fn metrics(handle: &PrometheusHandle) -> Response {
    let mut response = handle.render().into_response();
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"));
    response
}

/// The pools of this node. Needs the scope `pools`.
#[utoipa::path(get, path = "/v1/admin/pools", operation_id = "list_pools", tag = "operators",
    responses((status = 200, description = "By stage", body = BTreeMap<String, PoolView>)))]
pub(super) fn pools(call: &Call) -> Answer {
    call.operator(Scope::Pools)?;
    json(StatusCode::OK, &views(&call.gateway))
}

/// Gives a pool of this node another size while it works. Needs the scope `pools`.
#[utoipa::path(patch, path = "/v1/admin/pools/{stage}", operation_id = "resize_pool", tag = "operators", request_body = ResizeCall,
    params(("stage" = String, Path, description = "`scene`, `illustration` or `storage`")),
    responses(
        (status = 200, description = "The pool", body = PoolView),
        (status = 404, description = "No such stage", body = ProblemDocument),
        (status = 422, description = "Not 1 to 1,024", body = ProblemDocument),
    ))]
pub(super) async fn resize(call: Call, stage: String, body: Body) -> Answer {
    call.operator(Scope::Pools)?;
    let gateway = &call.gateway;
    let stage = Stage::ALL.into_iter().find(|known| known.as_str() == stage).ok_or_else(Problem::not_found)?;
    let wish: ResizeCall = read(&call.headers, body, gateway.options.body_timeout).await?;
    if !(1..=LARGEST_POOL).contains(&wish.size) {
        return Err(Problem::invalid_field("size", "out_of_range", "a size is 1 to 1024"));
    }
    gateway.stories.resize(stage, wish.size);
    let view = views(gateway).remove(stage.as_str()).ok_or_else(Problem::not_found)?;
    json(StatusCode::OK, &view)
}

/// How many events of each type are in the analytics tables. Needs the scope `analytics`.
#[utoipa::path(get, path = "/v1/admin/analytics/counts", operation_id = "count_events", tag = "operators",
    params(
        ("from" = Option<String>, Query, format = DateTime, description = "From the beginning unless said"),
        ("to" = Option<String>, Query, format = DateTime, description = "Not included; until now unless said"),
    ),
    responses((status = 200, description = "Counts by type", body = BTreeMap<String, u64>)))]
pub(super) async fn counts(call: Call) -> Answer {
    call.operator(Scope::Analytics)?;
    let from = call.query.moment("from")?.unwrap_or_default();
    let to = call.query.moment("to")?.unwrap_or_else(|| Timestamp::from_millis(Timestamp::now().as_millis() + 1));
    let counts: BTreeMap<_, _> = call.gateway.analytics.counts(from, to).await?.into_iter().collect();
    json(StatusCode::OK, &counts)
}

fn views(gateway: &Gateway) -> BTreeMap<&'static str, PoolView> {
    gateway.stories.pools().into_iter().map(|pool| (pool.stage.as_str(), view(&pool))).collect()
}

fn view(pool: &PoolStatus) -> PoolView {
    PoolView {
        stage: pool.stage.as_str(),
        size: pool.size,
        busy: pool.busy,
        queued: pool.queued,
        oldest_wait_ms: u64::try_from(pool.oldest_wait.as_millis()).unwrap_or(u64::MAX),
        restarts: pool.restarts,
    }
}
