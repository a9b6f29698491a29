//! `/v1/stories/{id}/events`: a story's log, as a stream of server-sent events or as pages of JSON.

use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::{Method, StatusCode};
use warp::reply::Response;

use crate::accounts::Credential;
use crate::backends::store::Head;
use crate::domain::{Record, StoryId, Timestamp};
use crate::http::answer::converter::Answer;
use crate::http::answer::event_stream::event_stream;
use crate::http::answer::page::{Page, page};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::refusals::unreadable_story;
use crate::http::answer::response::{empty, json};
use crate::http::call::caller::{Caller, caller, for_caller};
use crate::http::call::head::Call;
use crate::http::call::media::wants_event_stream;
use crate::http::call::query::{self, LARGEST_PAGE, bad_cursor};
use crate::http::edge::request_id;
use crate::http::filters::reading;
use crate::http::state::Gateway;
use crate::http::v1::examples;
use crate::stream::Follower;
use crate::stream::view::EventView;

/// Stands for bytes that are no text, and is no number.
const NOT_TEXT: &str = "?";

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path!("v1" / "stories" / String / "events")
        .and(reading())
        .and(caller(gateway))
        // boxed apart, in pieces that the allocator uses again: one large one would cost every open stream a page
        .then(|id, caller| for_caller(caller, |caller| Box::pin(events(caller, id))))
        .boxed()
}

/// The story's events: live as `text/event-stream`, or those so far as a page of JSON.
///
/// A stream (named in `Accept`) replays what comes after the last event seen, then follows the story until it ends.
/// Each event comes as `id:` (its number), `event:` (its type) and `data:` (an `Event` without `type`); a comment line
/// keeps proxies awake, regularly: every 10 seconds unless configured otherwise. Reconnect with the last `id` that
/// came: nothing is missing and nothing comes twice. 204 says that the story has ended and nothing is left. A stream of
/// a damaged story ends where it can't be read on, perhaps without a last event: read the story to see how it ended.
#[utoipa::path(
    get, path = "/v1/stories/{id}/events", operation_id = "follow_story", tag = "stories",
    params(
        ("id" = String, Path, format = Uuid, description = "The story's id"),
        ("Last-Event-ID" = Option<u64>, Header, description = "The number of the last event seen; wins over `after`, unless it is empty", example = 4),
        ("after" = Option<u64>, Query, description = "The number of the last event seen; from the first event unless said", example = 4),
        ("limit" = Option<u32>, Query, minimum = 1, maximum = 100, description = "JSON only: how many there may be on the page; 100 unless said"),
        ("cursor" = Option<String>, Query, pattern = "^[A-Za-z0-9_-]{10}[AEIMQUYcgkosw048]$", description = "JSON only: `next_cursor` of the page before; wins over the last event seen"),
    ),
    responses(
        (status = 200, description = "The events", content(
            (Page<EventView> = "application/json", example = json!(examples::events())),
            (String = "text/event-stream", example = json!(examples::stream())),
        )),
        (status = 204, description = "The story has ended and nothing is left"),
    ),
    extensions(("x-problems" = json!([ProblemCode::TooManyStreams, ProblemCode::StoryDamaged]))),
)]
pub(super) async fn events(caller: Caller, segment: String) -> Answer {
    let (id, head) = caller.story(&segment).await?;
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
    let gateway = &caller.call.gateway;
    if head.status.has_ended() && read(gateway, id, after, 1).await?.is_empty() {
        return Ok(empty(StatusCode::NO_CONTENT));
    }
    if caller.call.method == Method::HEAD {
        return Ok(event_stream(None));
    }
    let Credential::Session { id: session, expires_at } = caller.credential;
    let request = request_id::of(&caller.call.headers).into_boxed_str();
    let follower = Follower { user: caller.user, session, request, expires_at };
    let stream = gateway.streams.follow(follower, id, after)?;
    // A sign-out between the first check and now has found no stream to end.
    gateway.authenticator.check(caller.user, session, Timestamp::now()).await?;
    Ok(event_stream(Some(stream)))
}

async fn pages(caller: &Caller, id: StoryId, after: u64) -> Answer {
    let gateway = &caller.call.gateway;
    let limit = caller.call.query.limit(LARGEST_PAGE)?;
    let found = read(gateway, id, after, limit + 1).await?;
    let now = Timestamp::now();
    let show = |record| gateway.delivery.event(&record, now);
    json(StatusCode::OK, &page(found, limit, |record| record.seq, show))
}

/// The events that come next. In a damaged log there may be more behind a gap, which nobody may jump.
async fn read(gateway: &Gateway, id: StoryId, after: u64, limit: usize) -> Result<Vec<Record>, Problem> {
    let found = gateway.store.log.read(id, after, limit).await.map_err(unreadable_story)?;
    let next = found.ok_or_else(Problem::not_found)?.into_iter().zip(after + 1..);
    Ok(next.take_while(|(record, seq)| record.seq == *seq).map(|(record, _)| record).collect())
}

/// The last event that the caller saw: 0 when they saw none, or said nothing.
fn last_seen(call: &Call) -> Result<u64, Problem> {
    let header = call.headers.get("last-event-id").map(|value| value.to_str().unwrap_or(NOT_TEXT));
    let said = |text: &&str| !text.is_empty();
    match header.filter(said).or_else(|| call.query.get("after").filter(said)) {
        Some(text) => query::number(text).ok_or_else(bad_cursor),
        None => Ok(0),
    }
}

fn within(head: &Head, after: u64) -> Result<u64, Problem> {
    if after <= head.seq { Ok(after) } else { Err(bad_cursor()) }
}
