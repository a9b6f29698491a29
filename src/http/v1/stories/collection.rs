//! `/v1/stories`: wishing for a story, and listing one's own.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::http::header::LOCATION;
use warp::reply::Response;

use super::story::StoryLinks;
use crate::actors::service::{Refusal, Submission};
use crate::backends::store::StorySummary;
use crate::domain::{StoryId, StoryRequest, StoryStatus, StoryWish, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::page::{Page, page};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::{json, with_header};
use crate::http::call::body::{Body, body, read};
use crate::http::call::caller::{Caller, caller, for_caller, uncounted_caller};
use crate::http::call::countries;
use crate::http::call::idempotency_key;
use crate::http::call::query::DEFAULT_PAGE;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// A wish that was accepted: the story is durable, and will be told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AcceptedStory)]
pub(super) struct AcceptedView {
    /// Names the story in every address.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    id: StoryId,
    /// How far it has come: always `queued`.
    status: StoryStatus,
    /// Where to go on with it.
    links: StoryLinks,
}

/// A story in a list, without its pages.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = StorySummary)]
pub(super) struct StoryItem {
    /// Names the story in every address.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    id: StoryId,
    /// How far it has come.
    status: StoryStatus,
    /// What stands on the cover; `null` until the story is outlined.
    #[schema(example = "Mira and the Lantern")]
    title: Option<String>,
    /// What was wished, completed with what the wish left open.
    request: StoryRequest,
    /// The number of its last event.
    #[schema(example = 15)]
    last_event: u64,
    /// When the wish was accepted.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:30:00.000Z")]
    created_at: Timestamp,
    /// Where to go on with it.
    links: StoryLinks,
}

impl StoryItem {
    fn of(summary: StorySummary) -> Self {
        let StorySummary { story_id, status, request, title, last_event, created_at, .. } = summary;
        Self { id: story_id, status, title, request, last_event, created_at, links: StoryLinks::of(story_id) }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let create = warp::path!("v1" / "stories")
        .and(warp::post())
        .and(uncounted_caller(gateway))
        .and(body())
        .then(|caller, body| for_caller(caller, |caller| create(caller, body)));
    let list =
        warp::path!("v1" / "stories").and(reading()).and(caller(gateway)).then(|caller| for_caller(caller, list));
    create.boxed().or(list.boxed()).unify().boxed()
}

/// Wishes for a story. It is durable when this answers, and told from then on.
///
/// Only `theme` is required. Follow the story's events to see it grow. Send an `Idempotency-Key`, so that a repeat
/// whose answer was lost is told the same story and not a second one; a call that was refused uses up no key. White
/// space and the ways to compose a letter make no other wish.
#[utoipa::path(
    post, path = "/v1/stories", operation_id = "create_story", tag = "stories",
    params(("Idempotency-Key" = Option<String>, Header, min_length = 1, max_length = 255, pattern = "^[!-~]+$", description = "The caller's own name for this wish: visible ASCII characters, kept 24 hours", example = "7d1f3b1c-wish-1")),
    request_body(content = StoryWish, example = json!({
        "theme": "a fox who is afraid of the dark", "age_group": "3-5", "style": "watercolor", "scenes": 6,
        "characters": [{ "name": "Mira", "kind": "fox", "traits": ["curious"], "look": "red scarf" }],
    })),
    responses((
        status = 202, description = "Accepted and durable", body = AcceptedView,
        headers(("location" = String, description = "The story's address")),
    )),
    extensions(("x-problems" = json!([
        ProblemCode::BadIdempotencyKey, ProblemCode::Empty, ProblemCode::ForbiddenCharacter,
        ProblemCode::UnsupportedLanguage, ProblemCode::ContentRejected, ProblemCode::IdempotencyKeyReused,
        ProblemCode::StoryDeleted, ProblemCode::DailyLimit, ProblemCode::StoriesAtOnce, ProblemCode::QueueFull,
        ProblemCode::Draining,
    ]))),
)]
pub(super) async fn create(caller: Caller, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    if let Err(limited) = caller.count() {
        return Err(cry_for_help(&caller, body).await.unwrap_or(limited));
    }
    let idempotency_key = idempotency_key::of(&caller.call.headers)?;
    let wish: StoryWish = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    let (owner, tier, limits) = (caller.user, caller.tier.clone(), caller.limits());
    let submission = Submission { owner, tier, limits, wish, idempotency_key };
    let submitted = gateway.stories.submit(submission).await;
    let id = submitted.map_err(|refusal| refused(refusal, &caller))?;
    let links = StoryLinks::of(id);
    let location = links.itself.clone();
    let accepted = AcceptedView { id, status: StoryStatus::Queued, links };
    Ok(with_header(json(StatusCode::ACCEPTED, &accepted)?, LOCATION, &location))
}

/// What answers a child who asks for help and has no requests left this minute.
async fn cry_for_help(caller: &Caller, body: Body) -> Option<Problem> {
    let gateway = &caller.call.gateway;
    gateway.limits.listen(&caller.tier, caller.user).ok()?;
    let wish: StoryWish = read(&caller.call.headers, body, gateway.options.body_timeout).await.ok()?;
    let refusal = gateway.stories.listen(&wish).await.err()?;
    Some(refused(refusal, caller))
}

fn refused(refusal: Refusal, caller: &Caller) -> Problem {
    let help = || caller.call.gateway.help.for_reader(&countries::of(&caller.call.headers));
    Problem::from(refusal).with_help(help)
}

/// The caller's stories, newest first.
#[utoipa::path(
    get, path = "/v1/stories", operation_id = "list_stories", tag = "stories",
    params(
        ("status" = Option<StoryStatus>, Query, description = "Only stories that have come so far; all unless said"),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "How many there may be on the page; 20 unless said"),
        ("cursor" = Option<String>, Query, pattern = "^[A-Za-z0-9_-]{21}[AQgw]$", description = "`next_cursor` of the page before; from the newest unless said"),
    ),
    responses((status = 200, description = "A page of stories", body = Page<StoryItem>)),
)]
pub(super) async fn list(caller: Caller) -> Answer {
    let query = &caller.call.query;
    let status = query.get("status").map(status_named).transpose()?;
    let limit = query.limit(DEFAULT_PAGE)?;
    let cursor = query.cursor::<StoryId>()?;
    let found = caller.call.gateway.store.lists.list(caller.user, status, cursor, limit + 1).await?;
    json(StatusCode::OK, &page(found, limit, |summary| summary.story_id, StoryItem::of))
}

fn status_named(name: &str) -> Result<StoryStatus, Problem> {
    let status = StoryStatus::ALL.into_iter().find(|status| status.as_str() == name);
    status.ok_or_else(|| Problem::invalid_field("status", "unknown_value", "there is no such status"))
}
