//! A story's log, as a stream of server-sent events or as pages of JSON.

use std::convert::Infallible;
use std::sync::Arc;

use futures_util::StreamExt;
use serde_json::Value;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use crate::backends::store::Head;
use crate::domain::{Record, StoryId, Timestamp};
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::response::{Answer, empty, for_caller, json, streamed};
use crate::http::call::caller::{Call, Caller, caller};
use crate::http::call::media::wants_event_stream;
use crate::http::call::query::{self, LARGEST_PAGE, Page, bad_cursor};
use crate::http::contract::schemas::EventPage;
use crate::http::filters::reading;
use crate::http::state::Gateway;
use crate::stream::{Delivery, Follower};

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "stories" / String / "events")
        .and(reading())
        .and(caller(gateway))
        // boxed apart, in pieces that the allocator uses again: one large one would cost every open stream a page
        .then(|id, caller| for_caller(caller, |caller| Box::pin(events(caller, id))))
        .boxed()
}

/// The story's log: live as `text/event-stream`, or what there is so far as a page of JSON.
#[utoipa::path(get, path = "/v1/stories/{id}/events", operation_id = "follow_story", tag = "stories",
    params(
        ("id" = String, Path, format = Uuid),
        ("Last-Event-ID" = Option<u64>, Header, description = "The last event seen; wins over `after`"),
        ("after" = Option<u64>, Query, description = "The last event seen"),
        ("limit" = Option<u32>, Query, description = "JSON only: 1 to 100; 100 unless said"),
        ("cursor" = Option<String>, Query, description = "JSON only: from `next_cursor`"),
    ),
    responses(
        (status = 200, description = "The events", content((EventPage = "application/json"), (String = "text/event-stream"))),
        (status = 204, description = "The story has ended and nothing is left"),
        (status = 400, description = "`bad_cursor`: not a number, or beyond the log's head", body = ProblemDocument),
        (status = 404, description = "Unknown or not the caller's", body = ProblemDocument),
        (status = 429, description = "`too_many_streams`", body = ProblemDocument),
    ))]
pub(super) async fn events(caller: Caller, id: String) -> Answer {
    let (id, head) = caller.story(&id).await?;
    if wants_event_stream(&caller.call.headers) {
        let after = within(&head, last_seen(&caller.call)?)?;
        return stream(&caller, id, &head, after).await;
    }
    let after = match caller.call.query.cursor::<u64>()? {
        Some(after) => after,
        None => last_seen(&caller.call)?,
    };
    pages(&caller, id, within(&head, after)?).await
}

async fn stream(caller: &Caller, id: StoryId, head: &Head, after: u64) -> Answer {
    if head.status.has_ended() && after == head.seq {
        return Ok(empty(StatusCode::NO_CONTENT));
    }
    let gateway = &caller.call.gateway;
    let body = if caller.call.method == Method::HEAD {
        futures_util::stream::empty().boxed()
    } else {
        let follower = Follower { user: caller.user, session: Some(caller.session), expires_at: caller.expires_at };
        let frames = gateway.streams.follow(follower, id, after)?;
        // A sign-out between the first check and now has found no stream to end.
        gateway.accounts.check(caller.user, caller.session, Timestamp::now()).await?;
        frames
    };
    let mut response = streamed(body.map(Ok::<_, Infallible>));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    Ok(response)
}

async fn pages(caller: &Caller, id: StoryId, after: u64) -> Answer {
    let gateway = &caller.call.gateway;
    let limit = caller.call.query.limit(LARGEST_PAGE)?;
    let found = gateway.store.log.read(id, after, limit + 1).await?.ok_or_else(Problem::not_found)?;
    let now = Timestamp::now();
    let page: Page<Value> =
        query::page(found, limit, |record| record.seq, |record| typed(&gateway.delivery, &record, now));
    json(StatusCode::OK, &page)
}

/// An event's data with its type, which the stream carries beside it.
fn typed(delivery: &Delivery, record: &Record, now: Timestamp) -> Value {
    let mut data = delivery.event(record, now);
    data["type"] = Value::from(record.event.kind());
    data
}

/// The last event that the caller saw: 0 when they saw none.
fn last_seen(call: &Call) -> Result<u64, Problem> {
    let header = call.headers.get("last-event-id").map(|value| value.to_str().unwrap_or_default());
    match header.or_else(|| call.query.get("after")) {
        Some(text) => query::number(text).ok_or_else(bad_cursor),
        None => Ok(0),
    }
}

fn within(head: &Head, after: u64) -> Result<u64, Problem> {
    if after <= head.seq { Ok(after) } else { Err(bad_cursor()) }
}
