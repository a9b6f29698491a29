//! The reader's in-app notices.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::StatusCode;
use warp::reply::Response;

use crate::domain::EventId;
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::response::{Answer, empty, for_caller, json};
use crate::http::call::caller::{Caller, caller};
use crate::http::call::query::{self, DEFAULT_PAGE};
use crate::http::contract::schemas::{NoticePage, NoticeView};
use crate::http::filters::reading;
use crate::http::state::Gateway;

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
#[utoipa::path(get, path = "/v1/me/notifications", operation_id = "list_notifications", tag = "me",
    params(
        ("limit" = Option<u32>, Query, description = "1 to 100; 20 unless said"),
        ("cursor" = Option<String>, Query, description = "From `next_cursor`"),
    ),
    responses((status = 200, description = "A page of notices", body = NoticePage)))]
pub(super) async fn list(caller: Caller) -> Answer {
    let limit = caller.call.query.limit(DEFAULT_PAGE)?;
    let cursor = caller.call.query.cursor::<EventId>()?;
    let found = caller.call.gateway.store.notices.list(caller.user, cursor, limit + 1).await?;
    json(StatusCode::OK, &query::page(found, limit, |notice| notice.id, NoticeView::of))
}

/// Marks a notice as read.
#[utoipa::path(post, path = "/v1/me/notifications/{id}/read", operation_id = "read_notification", tag = "me", params(("id" = String, Path, format = Uuid)),
    responses((status = 204, description = "Noted"), (status = 404, description = "Unknown or not the caller's", body = ProblemDocument)))]
pub(super) async fn read(caller: Caller, id: String) -> Answer {
    let id: EventId = id.parse().map_err(|_| Problem::not_found())?;
    let is_done = caller.call.gateway.store.notices.mark_read(caller.user, id).await?;
    if is_done { Ok(empty(StatusCode::NO_CONTENT)) } else { Err(Problem::not_found()) }
}
