//! `/v1/admin/stories/{id}/cost`: what a story cost, by call.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::money::{date, money, seconds};
use crate::accounts::Scope;
use crate::domain::{self, CallLog};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::refusals::unreadable_story;
use crate::http::answer::response::json;
use crate::http::call::head::{Call, call, id};
use crate::http::call::operator;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// What a story cost.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StoryCost)]
pub(super) struct CostView {
    /// What all money here is in: an ISO 4217 code in small letters.
    #[schema(example = "usd")]
    currency: String,
    /// The sum of all calls.
    #[schema(example = 0.0423)]
    spent: f64,
    /// Every call to a model, about in the order in which they ended; those on their way last.
    calls: Vec<CallView>,
}

/// A call to a model.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ModelCall)]
pub(super) struct CallView {
    /// The UTC day on which it was made.
    #[schema(format = Date, example = "2026-11-30")]
    day: String,
    /// `words`, `picture`, `judgement` (may it be shown?) or `critique` (does a picture show what it should?).
    #[schema(example = "picture")]
    kind: &'static str,
    /// The model's name in the configuration.
    #[schema(example = "painter")]
    model: String,
    /// The page that it was about; `null` of what was about the whole story.
    #[schema(example = 3)]
    scene: Option<u32>,
    /// Why it was made: `first`, `retry`, `hedge`, `after_crash` or `after_release`.
    #[schema(example = "first")]
    cause: &'static str,
    /// What came of it: `ok`; `refused`, `unavailable`, `rejected`, `broke_off`, `timed_out` or `unusable`; `dropped`
    /// (its story did not wait for it); `hedged` (another call for the same was answered first); `in_flight`; `unknown`
    /// (it was on its way when its process died).
    #[schema(example = "ok")]
    outcome: &'static str,
    /// How many calls this stands for: more than one only of a story that made hundreds.
    #[schema(example = 1)]
    count: u64,
    /// Tokens that the model read: as its provider counts them, else as we estimate them by the letters. Of a call of
    /// which nobody heard what it used, and of one on its way, this and what follows are the most that it may have
    /// used.
    #[schema(example = 0)]
    input: u64,
    /// Tokens that it wrote.
    #[schema(example = 0)]
    output: u64,
    /// Pictures that it painted.
    #[schema(example = 1)]
    pictures: u64,
    /// How long it took.
    #[schema(example = 7.25)]
    seconds: f64,
    /// What that costs, in the currency of the whole.
    #[schema(example = 0.04)]
    cost: f64,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "admin" / "stories" / String / "cost")
        .and(reading())
        .and(call(gateway))
        .then(|story, call| answer(cost(call, story)))
        .boxed()
}

/// What a story cost, by call. Needs the scope `analytics`.
///
/// A call counts from before it is sent, at the most that it may cost, and at what it did cost once it has ended: the
/// sum is never less than what the providers will bill, through any crash. A story that was deleted is 404; what it
/// cost stays in the sums by day.
#[utoipa::path(
    get, path = "/v1/admin/stories/{id}/cost", operation_id = "show_cost", tag = "operators", security(("bearer" = [])),
    params(("id" = String, Path, format = Uuid, description = "The story's id")),
    responses((status = 200, description = "What it cost", body = CostView)),
    extensions(("x-problems" = json!([ProblemCode::InsufficientScope, ProblemCode::StoryDamaged]))),
)]
pub(super) async fn cost(call: Call, story: String) -> Answer {
    operator::require(&call, Scope::Analytics)?;
    let log = call.gateway.store.spend.calls(id(&story)?).await.map_err(unreadable_story)?;
    json(StatusCode::OK, &view(&log.ok_or_else(Problem::not_found)?))
}

fn view(log: &CallLog) -> CostView {
    CostView {
        currency: log.currency.to_string(),
        spent: money(log.total().cost_micros),
        calls: log.calls().map(call_view).collect(),
    }
}

fn call_view(call: &domain::Call) -> CallView {
    let usage = call.usage;
    CallView {
        day: date(call.day),
        kind: call.kind.as_str(),
        model: call.model.clone(),
        scene: call.scene,
        cause: call.cause.as_str(),
        outcome: call.outcome.as_str(),
        count: call.count,
        input: usage.input_tokens,
        output: usage.output_tokens,
        pictures: usage.pictures,
        seconds: seconds(usage.milliseconds),
        cost: money(usage.cost_micros),
    }
}
