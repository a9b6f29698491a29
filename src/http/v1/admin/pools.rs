//! `/v1/admin/pools`: the workers of this node, stage by stage.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::Scope;
use crate::actors::stage::{PoolStatus, Stage};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::body::{Body, body, read};
use crate::http::call::head::{Call, call};
use crate::http::call::operator;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// The largest size of a pool.
const LARGEST: usize = 1024;

/// The workers of a stage, as they stand on this node.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Pool)]
pub(super) struct PoolView {
    /// `scene` (checks words), `illustration` (paints) or `storage` (puts pictures away).
    #[schema(example = "illustration")]
    stage: &'static str,
    /// How many jobs it does at once.
    #[schema(example = 8)]
    size: usize,
    /// How many jobs it does now; for a while more than `size` after it was made smaller.
    #[schema(example = 8)]
    busy: usize,
    /// How many jobs wait.
    #[schema(example = 3)]
    queued: usize,
    /// How long the first of them has waited, in milliseconds; 0 when none waits.
    #[schema(example = 1250)]
    oldest_wait_ms: u64,
    /// How many workers died and were started again since the process began.
    #[schema(example = 0)]
    restarts: u64,
}

/// Another size for a pool.
#[derive(Debug, Deserialize, ToSchema)]
#[schema(as = ResizePool)]
#[serde(deny_unknown_fields)]
pub(super) struct ResizeCall {
    /// How many jobs it shall do at once.
    #[schema(minimum = 1, maximum = 1024, example = 8)]
    size: usize,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let pools = warp::path!("v1" / "admin" / "pools")
        .and(reading())
        .and(call(gateway))
        .then(|call| answer(async move { pools(&call) }));
    let resize = warp::path!("v1" / "admin" / "pools" / String)
        .and(warp::patch())
        .and(call(gateway))
        .and(body())
        .then(|stage, call, body| answer(resize(call, stage, body)));
    pools.or(resize).unify().boxed()
}

/// The pools of this node. Needs the scope `pools`.
#[utoipa::path(
    get, path = "/v1/admin/pools", operation_id = "list_pools", tag = "operators", security(("bearer" = [])),
    responses((status = 200, description = "The pools by stage", body = BTreeMap<String, PoolView>)),
    extensions(("x-problems" = json!([ProblemCode::InsufficientScope]))),
)]
pub(super) fn pools(call: &Call) -> Answer {
    operator::require(call, Scope::Pools)?;
    json(StatusCode::OK, &views(&call.gateway))
}

/// Gives a pool of this node another size while it works. Needs the scope `pools`.
///
/// Nothing that runs or waits is lost. The size holds until the process ends; then the configured one is back.
#[utoipa::path(
    patch, path = "/v1/admin/pools/{stage}", operation_id = "resize_pool", tag = "operators", security(("bearer" = [])),
    params(("stage" = String, Path, description = "`scene`, `illustration` or `storage`", example = "illustration")),
    request_body = ResizeCall,
    responses((status = 200, description = "The pool with its new size", body = PoolView)),
    extensions(("x-problems" = json!([ProblemCode::InsufficientScope]))),
)]
pub(super) async fn resize(call: Call, stage: String, body: Body) -> Answer {
    operator::require(&call, Scope::Pools)?;
    let gateway = &call.gateway;
    let stage = Stage::ALL.into_iter().find(|known| known.as_str() == stage).ok_or_else(Problem::not_found)?;
    let wish: ResizeCall = read(&call.headers, body, gateway.options.body_timeout).await?;
    if !(1..=LARGEST).contains(&wish.size) {
        return Err(Problem::invalid_field("size", "out_of_range", "a size is 1 to 1024"));
    }
    gateway.stories.resize(stage, wish.size);
    let view = views(gateway).remove(stage.as_str()).ok_or_else(Problem::not_found)?;
    json(StatusCode::OK, &view)
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
