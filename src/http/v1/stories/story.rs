//! Wishing for a story, listing, reading, cancelling and deleting them, and saying where one is in the book.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::LOCATION;
use warp::http::{HeaderMap, StatusCode};
use warp::reply::Response;

use crate::actors::service::Submission;
use crate::domain::{Record, Story, StoryId, StoryStatus, StoryWish, Timestamp};
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::{Answer, empty, for_caller, json, with_header};
use crate::http::call::caller::{Caller, caller, story_id};
use crate::http::call::json::{Body, body, read};
use crate::http::call::query::{self, DEFAULT_PAGE};
use crate::http::contract::schemas::{
    Accepted, CancelledView, ProgressCall, StoryItem, StoryLinks, StoryPage, StoryView,
};
use crate::http::filters::{first_of, reading};
use crate::http::state::Gateway;
use crate::pipeline::request::SCENES;

/// Events read from the store at once; a whole log has at most 68.
const READ_AT_ONCE: usize = 256;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let create = warp::path!("v1" / "stories")
        .and(warp::post())
        .and(caller(gateway))
        .and(body())
        .then(|caller, body| for_caller(caller, |caller| create(caller, body)));
    let list =
        warp::path!("v1" / "stories").and(reading()).and(caller(gateway)).then(|caller| for_caller(caller, list));
    let show = warp::path!("v1" / "stories" / String)
        .and(reading())
        .and(caller(gateway))
        .then(|id, caller| for_caller(caller, |caller| show(caller, id)));
    let delete = warp::path!("v1" / "stories" / String)
        .and(warp::delete())
        .and(caller(gateway))
        .then(|id, caller| for_caller(caller, |caller| delete(caller, id)));
    let cancel = warp::path!("v1" / "stories" / String / "cancel")
        .and(warp::post())
        .and(caller(gateway))
        .then(|id, caller| for_caller(caller, |caller| cancel(caller, id)));
    let progress = warp::path!("v1" / "stories" / String / "progress")
        .and(warp::post())
        .and(caller(gateway))
        .and(body())
        .then(|id, caller, body| for_caller(caller, |caller| progress(caller, id, body)));
    first_of(vec![create.boxed(), show.boxed(), list.boxed(), progress.boxed(), cancel.boxed(), delete.boxed()])
}

/// Wishes for a story. It is durable when this answers.
#[utoipa::path(post, path = "/v1/stories", operation_id = "create_story", tag = "stories", request_body = StoryWish,
    params(("Idempotency-Key" = Option<String>, Header, description = "1 to 255 visible ASCII characters, kept 24 hours")),
    responses(
        (status = 202, description = "Accepted and durable", body = Accepted, headers(("location" = String))),
        (status = 422, description = "`invalid_request`, `forbidden_character`, `empty`, `content_rejected`, `unsupported_language`, `idempotency_key_reused`", body = ProblemDocument),
        (status = 429, description = "`rate_limited`, `daily_limit`, `stories_at_once`", body = ProblemDocument),
        (status = 503, description = "`queue_full`, `draining`, `unavailable`", body = ProblemDocument),
    ))]
pub(super) async fn create(caller: Caller, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let idempotency_key = idempotency_key(&caller.call.headers)?;
    let wish: StoryWish = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    let submission = Submission { owner: caller.user, limits: caller.limits(), wish, idempotency_key };
    let id = gateway.stories.submit(submission).await?;
    let links = StoryLinks::of(id);
    let location = links.itself.clone();
    let accepted = Accepted { id: id.to_string(), status: StoryStatus::Queued, links };
    Ok(with_header(json(StatusCode::ACCEPTED, &accepted)?, LOCATION, &location))
}

/// The caller's stories, newest first.
#[utoipa::path(get, path = "/v1/stories", operation_id = "list_stories", tag = "stories",
    params(
        ("status" = Option<StoryStatus>, Query, description = "Only these"),
        ("limit" = Option<u32>, Query, description = "1 to 100; 20 unless said"),
        ("cursor" = Option<String>, Query, description = "From `next_cursor`"),
    ),
    responses((status = 200, description = "A page of stories", body = StoryPage)))]
pub(super) async fn list(caller: Caller) -> Answer {
    let query = &caller.call.query;
    let status = query.get("status").map(status_named).transpose()?;
    let limit = query.limit(DEFAULT_PAGE)?;
    let cursor = query.cursor::<StoryId>()?;
    let found = caller.call.gateway.store.lists.list(caller.user, status, cursor, limit + 1).await?;
    json(StatusCode::OK, &query::page(found, limit, |summary| summary.story_id, StoryItem::of))
}

/// The whole story as it stands.
#[utoipa::path(get, path = "/v1/stories/{id}", operation_id = "show_story", tag = "stories", params(("id" = String, Path, format = Uuid)),
    responses(
        (status = 200, description = "The story", body = StoryView),
        (status = 404, description = "Unknown, deleted, or not the caller's", body = ProblemDocument),
    ))]
pub(super) async fn show(caller: Caller, id: String) -> Answer {
    let (id, _) = caller.story(&id).await?;
    let gateway = &caller.call.gateway;
    let log = whole_log(gateway, id).await?;
    let story = Story::fold(&log).ok_or_else(|| Problem::internal("a log does not begin with story.created"))?;
    json(StatusCode::OK, &gateway.delivery.story(&story, Timestamp::now()))
}

/// Deletes a story. From then on nothing of it can be read.
#[utoipa::path(delete, path = "/v1/stories/{id}", operation_id = "delete_story", tag = "stories", params(("id" = String, Path, format = Uuid)),
    responses((status = 204, description = "Deleted"), (status = 404, description = "Unknown or not the caller's", body = ProblemDocument)))]
pub(super) async fn delete(caller: Caller, id: String) -> Answer {
    let id = story_id(&id)?;
    let is_done = caller.call.gateway.stories.delete(caller.user, id).await?;
    if is_done { Ok(empty(StatusCode::NO_CONTENT)) } else { Err(Problem::not_found()) }
}

/// Ends a story that is still being told; what exists stays readable.
#[utoipa::path(post, path = "/v1/stories/{id}/cancel", operation_id = "cancel_story", tag = "stories", params(("id" = String, Path, format = Uuid)),
    responses(
        (status = 202, description = "It will end", body = CancelledView),
        (status = 404, description = "Unknown or not the caller's", body = ProblemDocument),
        (status = 409, description = "`story_ended`", body = ProblemDocument),
    ))]
pub(super) async fn cancel(caller: Caller, id: String) -> Answer {
    let id = story_id(&id)?;
    caller.call.gateway.stories.cancel(caller.user, id).await?;
    json(StatusCode::ACCEPTED, &CancelledView { id: id.to_string(), links: StoryLinks::of(id) })
}

/// Says which scene is being read; what is painted next follows it.
#[utoipa::path(post, path = "/v1/stories/{id}/progress", operation_id = "report_progress", tag = "stories", params(("id" = String, Path, format = Uuid)),
    request_body = ProgressCall,
    responses((status = 204, description = "Noted"), (status = 404, description = "Unknown or not the caller's", body = ProblemDocument)))]
pub(super) async fn progress(caller: Caller, id: String, body: Body) -> Answer {
    let gateway = &caller.call.gateway;
    let id = story_id(&id)?;
    let place: ProgressCall = read(&caller.call.headers, body, gateway.options.body_timeout).await?;
    if !SCENES.contains(&place.scene) {
        let detail = format!("a scene is {} to {}", SCENES.start(), SCENES.end());
        return Err(Problem::invalid_field("scene", "out_of_range", detail));
    }
    let is_done = gateway.stories.progress(caller.user, id, place.scene).await?;
    if is_done { Ok(empty(StatusCode::NO_CONTENT)) } else { Err(Problem::not_found()) }
}

async fn whole_log(gateway: &Gateway, id: StoryId) -> Result<Vec<Record>, Problem> {
    let mut log: Vec<Record> = Vec::new();
    loop {
        let after = log.last().map_or(0, |record| record.seq);
        let more = gateway.store.log.read(id, after, READ_AT_ONCE).await?.ok_or_else(Problem::not_found)?;
        let is_last = more.len() < READ_AT_ONCE;
        log.extend(more);
        if is_last {
            return Ok(log);
        }
    }
}

fn status_named(name: &str) -> Result<StoryStatus, Problem> {
    let status = StoryStatus::ALL.into_iter().find(|status| status.as_str() == name);
    status.ok_or_else(|| Problem::invalid_field("status", "unknown_value", "there is no such status"))
}

/// The caller's key, 1 to 255 visible ASCII characters; two of them are none that we could honour.
fn idempotency_key(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("idempotency-key").into_iter();
    let Some(value) = values.next() else { return Ok(None) };
    let key = value
        .to_str()
        .ok()
        .filter(|key| (1..=255).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic()));
    match (key, values.next()) {
        (Some(key), None) => Ok(Some(key.to_owned())),
        _ => Err(Problem::new(ProblemCode::BadIdempotencyKey)),
    }
}
