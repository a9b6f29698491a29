//! `/v1/stories/{id}`: reading a story, cancelling and deleting it.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::domain::{Record, Story, StoryId, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::refusals::unreadable_story;
use crate::http::answer::response::{empty, json};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::head::id;
use crate::http::filters::{first_of, reading};
use crate::http::state::Gateway;
use crate::http::v1::examples;
use crate::stream::view::StoryView;

/// Events read from the store at once; a whole log has at most 68.
const READ_AT_ONCE: usize = 256;

/// Where to go on with a story, relative to this service.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct StoryLinks {
    /// The story as it stands.
    #[serde(rename = "self")]
    #[schema(example = "/v1/stories/0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    pub(super) itself: String,
    /// Its events, so far and live.
    #[schema(example = "/v1/stories/0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e/events")]
    events: String,
}

impl StoryLinks {
    pub(super) fn of(id: StoryId) -> Self {
        Self { itself: format!("/v1/stories/{id}"), events: format!("/v1/stories/{id}/events") }
    }
}

/// A story that will end.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CancelledStory)]
pub(super) struct CancelledView {
    /// Names the story in every address.
    #[schema(value_type = String, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    id: StoryId,
    /// Where to see how it ended.
    links: StoryLinks,
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
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
    first_of(vec![show.boxed(), cancel.boxed(), delete.boxed()])
}

/// The whole story as it stands.
///
/// To see it grow, follow its events after `last_event`. A story that was damaged before it ended has failed, with the
/// code `damaged`, although no event says so; one whose log can't be read is answered with `story_damaged`. Whoever
/// can't get a picture from a storage beside this service asks for `pictures=service`.
#[utoipa::path(
    get, path = "/v1/stories/{id}", operation_id = "show_story", tag = "stories",
    params(
        ("id" = String, Path, format = Uuid, description = "The story's id"),
        ("pictures" = Option<String>, Query, description = "`service`: addresses of pictures that lead to this service alone, which looks at each and mends what is lost", example = "service"),
    ),
    responses((status = 200, description = "The story", body = StoryView, example = json!(examples::story()))),
    extensions(("x-problems" = json!([ProblemCode::StoryDamaged]))),
)]
pub(super) async fn show(caller: Caller, segment: String) -> Answer {
    let (id, head) = caller.story(&segment).await?;
    let gateway = &caller.call.gateway;
    let log = whole_log(gateway, id).await?;
    let mut story = Story::fold_to_gap(&log).ok_or_else(|| Problem::new(ProblemCode::StoryDamaged))?;
    if head.status.has_ended() && !story.status.has_ended() {
        story.end_as_damaged(head.seq);
    }
    let is_here_alone = caller.call.query.get("pictures") == Some("service");
    let delivery = if is_here_alone { gateway.delivery.of_this_service() } else { gateway.delivery.clone() };
    json(StatusCode::OK, &delivery.story(&story, Timestamp::now()))
}

/// Deletes a story. From then on nothing of it can be read.
///
/// One that is still being told ends. Its words and pictures are erased within a minute, and from backups within 30
/// days.
#[utoipa::path(
    delete, path = "/v1/stories/{id}", operation_id = "delete_story", tag = "stories",
    params(("id" = String, Path, format = Uuid, description = "The story's id")),
    responses((status = 204, description = "It is deleted")),
)]
pub(super) async fn delete(caller: Caller, segment: String) -> Answer {
    let is_done = caller.call.gateway.stories.delete(caller.user, id(&segment)?).await?;
    if is_done { Ok(empty(StatusCode::NO_CONTENT)) } else { Err(Problem::not_found()) }
}

/// Ends a story that is still being told; what exists stays readable.
#[utoipa::path(
    post, path = "/v1/stories/{id}/cancel", operation_id = "cancel_story", tag = "stories",
    params(("id" = String, Path, format = Uuid, description = "The story's id")),
    responses((status = 202, description = "It will end soon", body = CancelledView)),
    extensions(("x-problems" = json!([ProblemCode::StoryEnded]))),
)]
pub(super) async fn cancel(caller: Caller, segment: String) -> Answer {
    let id = id(&segment)?;
    caller.call.gateway.stories.cancel(caller.user, id).await?;
    json(StatusCode::ACCEPTED, &CancelledView { id, links: StoryLinks::of(id) })
}

async fn whole_log(gateway: &Gateway, id: StoryId) -> Result<Vec<Record>, Problem> {
    let mut log: Vec<Record> = Vec::new();
    loop {
        let after = log.last().map_or(0, |record| record.seq);
        let more = gateway.store.log.read(id, after, READ_AT_ONCE).await.map_err(unreadable_story)?;
        let more = more.ok_or_else(Problem::not_found)?;
        let is_last = more.len() < READ_AT_ONCE;
        log.extend(more);
        if is_last {
            return Ok(log);
        }
    }
}
