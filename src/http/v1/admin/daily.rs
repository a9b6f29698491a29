//! `/v1/admin/analytics/daily`: what happened, added up by day.

use std::sync::Arc;
use std::time::Duration;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use super::money::{date, money};
use crate::accounts::Scope;
use crate::domain::{DurationSketch, Rollup, RollupKey, RollupSums, Timestamp};
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::page::{Key, Page, page};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::json;
use crate::http::call::head::{Call, call};
use crate::http::call::operator;
use crate::http::call::query::LARGEST_PAGE;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// What the events of a day add up to that have type, tier and the rest in common.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DailyRollup)]
pub(super) struct RollupView {
    /// The UTC day on which it happened.
    #[schema(format = Date, example = "2026-11-30")]
    day: String,
    /// What happened: the type of its events.
    #[serde(rename = "type")]
    #[schema(example = "story.completed")]
    kind: String,
    /// The caller's plan; `null` where the events have none.
    #[schema(example = "free")]
    tier: Option<String>,
    /// Of what age the story's readers are.
    #[schema(example = "6-8")]
    age_group: Option<String>,
    /// How the story is painted.
    #[schema(example = "watercolor")]
    style: Option<String>,
    /// What language the story is told in.
    #[schema(example = "en")]
    language: Option<String>,
    /// The model's name in the configuration.
    model: Option<String>,
    /// How many there were.
    #[schema(example = 118)]
    count: u64,
    /// How long they took; `null` where they take no time.
    duration: Option<DurationView>,
    /// Bytes that were answered.
    bytes: u64,
    /// Tokens that models read.
    input: u64,
    /// Tokens that models wrote.
    output: u64,
    /// Pictures that models painted.
    pictures: u64,
    /// What models cost, in the configuration's currency.
    cost: f64,
}

/// How long something took.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = DailyDuration)]
#[expect(clippy::struct_field_names, reason = "each says its unit")]
pub(super) struct DurationView {
    /// All together, in milliseconds.
    #[schema(example = 2_124_000.0)]
    sum_ms: f64,
    /// What half of them did not exceed, right to a tenth, as the other quantiles.
    #[schema(example = 17_500.0)]
    p50_ms: f64,
    /// What nine of ten did not exceed.
    #[schema(example = 24_100.0)]
    p90_ms: f64,
    /// What 99 of a hundred did not exceed.
    #[schema(example = 31_800.0)]
    p99_ms: f64,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "admin" / "analytics" / "daily")
        .and(reading())
        .and(call(gateway))
        .then(|call| answer(daily(call)))
        .boxed()
}

/// What happened on each day, added up by type, tier, age group, style, language and model. Needs the scope
/// `analytics`.
///
/// Each day from that of `from` to that of the last moment before `to` is there as a whole, oldest first, for seven
/// years: far longer than single events are kept.
#[utoipa::path(
    get, path = "/v1/admin/analytics/daily", operation_id = "list_days", tag = "operators", security(("bearer" = [])),
    params(
        ("from" = Option<String>, Query, format = DateTime, description = "A moment of the first day; from the beginning unless said", example = "2026-11-01T00:00:00Z"),
        ("to" = Option<String>, Query, format = DateTime, description = "The first moment that does not count any more; until now unless said", example = "2026-12-01T00:00:00Z"),
        ("type" = Option<String>, Query, description = "Only events of this type; all unless said", example = "story.completed"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "How many there may be on the page; 100 unless said"),
        ("cursor" = Option<String>, Query, pattern = "^([A-Za-z0-9_-]{4}){5,200}$", description = "`next_cursor` of the page before; from the first day unless said"),
    ),
    responses((status = 200, description = "A page of what happened", body = Page<RollupView>)),
    extensions(("x-problems" = json!([
        ProblemCode::InsufficientScope, ProblemCode::InvalidRequest, ProblemCode::BadCursor
    ]))),
)]
pub(super) async fn daily(call: Call) -> Answer {
    operator::require(&call, Scope::Analytics)?;
    let query = &call.query;
    let from = query.moment("from")?.unwrap_or_default();
    let to = query.moment("to")?.unwrap_or_else(|| Timestamp::from_millis(Timestamp::now().as_millis() + 1));
    let last = Timestamp::from_millis(to.as_millis().saturating_sub(1));
    let (limit, cursor) = (query.limit(LARGEST_PAGE)?, query.cursor::<RollupKey>()?);
    let days = from.day()..=last.day();
    let kind = query.get("type");
    let found = if from < to { call.gateway.analytics.daily(days, kind, cursor, limit + 1).await? } else { Vec::new() };
    json(StatusCode::OK, &page(found, limit, |rollup| rollup.key.clone(), view))
}

fn view(Rollup { key, sums }: Rollup) -> RollupView {
    let RollupKey { day, kind, tier, age_group, style, language, model } = key;
    let RollupSums { count, duration_us, durations, bytes, input_tokens, output_tokens, pictures, cost_micros } = sums;
    let [tier, age_group, style, language, model] =
        [tier, age_group, style, language, model].map(|text| Some(text).filter(|text| !text.is_empty()));
    RollupView {
        day: date(day),
        kind,
        tier,
        age_group,
        style,
        language,
        model,
        count,
        duration: duration(Duration::from_micros(duration_us), &durations),
        bytes,
        input: input_tokens,
        output: output_tokens,
        pictures,
        cost: money(cost_micros),
    }
}

fn duration(sum: Duration, durations: &DurationSketch) -> Option<DurationView> {
    let milliseconds = |duration: Duration| duration.as_secs_f64() * 1e3;
    let quantile = |share| durations.quantile(share).map(milliseconds);
    Some(DurationView {
        sum_ms: milliseconds(sum),
        p50_ms: quantile(0.5)?,
        p90_ms: quantile(0.9)?,
        p99_ms: quantile(0.99)?,
    })
}

/// The day's eight bytes, and the names with a zero byte after each; whole groups of base64, so that every cursor of
/// the right length is one.
impl Key for RollupKey {
    fn to_bytes(&self) -> Vec<u8> {
        let Self { day, kind, tier, age_group, style, language, model } = self;
        let mut bytes = day.to_be_bytes().to_vec();
        for name in [kind, tier, age_group, style, language, model] {
            bytes.extend(name.bytes());
            bytes.push(0);
        }
        bytes.resize(bytes.len().next_multiple_of(3), 0);
        bytes
    }

    fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (day, names) = bytes.split_first_chunk::<8>()?;
        let mut names = names.split(|byte| *byte == 0).map(|name| String::from_utf8_lossy(name).into_owned());
        let mut next = || names.next().unwrap_or_default();
        Some(Self {
            day: i64::from_be_bytes(*day),
            kind: next(),
            tier: next(),
            age_group: next(),
            style: next(),
            language: next(),
            model: next(),
        })
    }
}
