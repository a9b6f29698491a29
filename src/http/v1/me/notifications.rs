//! `/v1/me/notifications`: what the reader is told while they are away.

use std::sync::Arc;

use serde::Serialize;
use utoipa::ToSchema;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::backends::store::Notice;
use crate::domain::{EventId, StoryId, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::page::{Page, page};
use crate::http::answer::problem::Problem;
use crate::http::answer::response::{empty, json};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::head::id;
use crate::http::call::query::DEFAULT_PAGE;
use crate::http::filters::reading;
use crate::http::state::Gateway;

/// Something that a reader is told.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Notice)]
pub(super) struct NoticeView {
    /// Names the notice, to mark it as read.
    #[schema(value_type = String, format = Uuid, example = "0190c8a1-77aa-7b10-9f3e-1c2d3e4f5a6b")]
    id: EventId,
    /// What happened: `story.completed` or `story.failed`. There may be more one day: skip what you don't know.
    #[serde(rename = "type")]
    #[schema(example = "story.completed")]
    kind: String,
    /// The story that it is about; `null` when it is about none.
    #[schema(value_type = Option<String>, format = Uuid, example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e")]
    story_id: Option<StoryId>,
    /// When it happened that the notice tells of.
    #[schema(value_type = String, format = DateTime, example = "2026-05-01T18:31:12.500Z")]
    at: Timestamp,
    /// Whether the reader has seen it.
    #[schema(example = false)]
    read: bool,
}

impl NoticeView {
    fn of(notice: Notice) -> Self {
        let Notice { id, kind, story_id, at, read, .. } = notice;
        Self { id, kind, story_id, at, read }
    }
}

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    let list = warp::path!("v1" / "me" / "notifications")
        .and(reading())
        .and(caller(gateway))
        .then(|caller| for_caller(caller, list));
    let read = warp::path!("v1" / "me" / "notifications" / String / "read")
        .and(warp::post())
        .and(caller(gateway))
        .then(|id, caller| for_caller(caller, |caller| read(caller, id)));
    list.boxed().or(read.boxed()).unify().boxed()
}

/// The caller's notices, newest first.
#[utoipa::path(
    get, path = "/v1/me/notifications", operation_id = "list_notifications", tag = "me",
    params(
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "How many there may be on the page; 20 unless said"),
        ("cursor" = Option<String>, Query, pattern = "^[A-Za-z0-9_-]{21}[AQgw]$", description = "`next_cursor` of the page before; from the newest unless said"),
    ),
    responses((status = 200, description = "A page of notices", body = Page<NoticeView>)),
)]
pub(super) async fn list(caller: Caller) -> Answer {
    let limit = caller.call.query.limit(DEFAULT_PAGE)?;
    let cursor = caller.call.query.cursor::<EventId>()?;
    let found = caller.call.gateway.store.notices.list(caller.user, cursor, limit + 1).await?;
    json(StatusCode::OK, &page(found, limit, |notice| notice.id, NoticeView::of))
}

/// Marks a notice as read. Marking it again changes nothing.
#[utoipa::path(
    post, path = "/v1/me/notifications/{id}/read", operation_id = "read_notification", tag = "me",
    params(("id" = String, Path, format = Uuid, description = "The notice's id")),
    responses((status = 204, description = "It is marked as read")),
)]
pub(super) async fn read(caller: Caller, segment: String) -> Answer {
    let is_done = caller.call.gateway.store.notices.mark_read(caller.user, id::<EventId>(&segment)?).await?;
    if is_done { Ok(empty(StatusCode::NO_CONTENT)) } else { Err(Problem::not_found()) }
}
