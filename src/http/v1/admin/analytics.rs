//! `/v1/admin/analytics`: what has happened, in numbers.

use std::collections::BTreeMap;
use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::accounts::Scope;
use crate::domain::Timestamp;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::head::{Call, call};
use crate::http::call::operator;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "admin" / "analytics" / "counts")
        .and(reading())
        .and(call(gateway))
        .then(|call| answer(counts(call)))
        .boxed()
}

/// How many events of each type there were. Needs the scope `analytics`.
///
/// Counts are exact once everything that happened has reached the analytics tables, a few seconds later; requests
/// (`api.request`) and answers of 500 and above (`error.api`) are told once a minute.
#[utoipa::path(
    get, path = "/v1/admin/analytics/counts", operation_id = "count_events", tag = "operators", security(("bearer" = [])),
    params(
        ("from" = Option<String>, Query, format = DateTime, description = "The first moment that counts; from the beginning unless said", example = "2026-05-01T00:00:00Z"),
        ("to" = Option<String>, Query, format = DateTime, description = "The first moment that does not count any more; until now unless said", example = "2026-05-02T00:00:00Z"),
    ),
    responses((
        status = 200, description = "The counts by type", body = BTreeMap<String, u64>,
        example = json!({ "story.created": 12, "story.completed": 11, "illustration.created": 66 }),
    )),
    extensions(("x-problems" = json!([ProblemCode::InsufficientScope, ProblemCode::InvalidRequest]))),
)]
pub(super) async fn counts(call: Call) -> Answer {
    operator::require(&call, Scope::Analytics)?;
    let from = call.query.moment("from")?.unwrap_or_default();
    let to = call.query.moment("to")?.unwrap_or_else(|| Timestamp::from_millis(Timestamp::now().as_millis() + 1));
    let counts: BTreeMap<_, _> = call.gateway.analytics.counts(from, to).await?.into_iter().collect();
    json(StatusCode::OK, &counts)
}
