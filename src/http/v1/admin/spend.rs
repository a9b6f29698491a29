//! `/v1/admin/spend`: what was spent on models, by day.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::money::{date, money, seconds};
use crate::accounts::Scope;
use crate::domain::{SpendLine, Timestamp};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::head::{Call, call};
use crate::http::call::operator;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// What was spent on models.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Spend)]
pub(super) struct SpendView {
    /// By day, model, kind and currency.
    items: Vec<SumView>,
}

/// The sum of the calls of one kind that one model got on one day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SpendSum)]
pub(super) struct SumView {
    /// The UTC day on which the calls were made.
    #[schema(format = Date, example = "2026-11-30")]
    day: String,
    /// The model's name in the configuration.
    #[schema(example = "painter")]
    model: String,
    /// `words`, `picture`, `judgement` or `critique`.
    #[schema(example = "picture")]
    kind: &'static str,
    /// What the cost is in: an ISO 4217 code in small letters.
    #[schema(example = "usd")]
    currency: String,
    /// How many calls there were.
    #[schema(example = 118)]
    calls: u64,
    /// Tokens that the model read: as its provider counts them, else as we estimate them by the letters.
    #[schema(example = 0)]
    input: u64,
    /// Tokens that it wrote.
    #[schema(example = 0)]
    output: u64,
    /// Pictures that it painted.
    #[schema(example = 117)]
    pictures: u64,
    /// How long the calls took, one after the other.
    #[schema(example = 901.5)]
    seconds: f64,
    /// What they cost: those of which nobody heard what they used at the most that they may have.
    #[schema(example = 4.68)]
    cost: f64,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "admin" / "spend").and(reading()).and(call(gateway)).then(|call| answer(spend(call))).boxed()
}

/// What was spent on models, by day, model and kind. Needs the scope `analytics`.
///
/// Each day from that of `from` to that of the last moment before `to` is there as a whole. What deleted stories cost
/// is among it, and so is judging wishes that became no story, some seconds later.
#[utoipa::path(
    get, path = "/v1/admin/spend", operation_id = "show_spend", tag = "operators", security(("bearer" = [])),
    params(
        ("from" = Option<String>, Query, format = DateTime, description = "A moment of the first day that counts; from the beginning unless said", example = "2026-11-01T00:00:00Z"),
        ("to" = Option<String>, Query, format = DateTime, description = "The first moment that does not count any more; until now unless said", example = "2026-12-01T00:00:00Z"),
    ),
    responses((status = 200, description = "What was spent", body = SpendView)),
    extensions(("x-problems" = json!([ProblemCode::InsufficientScope, ProblemCode::InvalidRequest]))),
)]
pub(super) async fn spend(call: Call) -> Answer {
    operator::require(&call, Scope::Analytics)?;
    let from = call.query.moment("from")?.unwrap_or_default();
    let to = call.query.moment("to")?.unwrap_or_else(|| Timestamp::from_millis(Timestamp::now().as_millis() + 1));
    let last = Timestamp::from_millis(to.as_millis().saturating_sub(1));
    let sums = call.gateway.store.spend.sums(from.day(), last.day()).await?;
    json(StatusCode::OK, &SpendView { items: sums.into_iter().map(view).collect() })
}

fn view(SpendLine { key, calls, usage }: SpendLine) -> SumView {
    SumView {
        day: date(key.day),
        model: key.model,
        kind: key.kind.as_str(),
        currency: key.currency.to_string(),
        calls,
        input: usage.input_tokens,
        output: usage.output_tokens,
        pictures: usage.pictures,
        seconds: seconds(usage.milliseconds),
        cost: money(usage.cost_micros),
    }
}
