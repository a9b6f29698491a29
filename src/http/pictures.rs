//! Pictures by their signed addresses, which work in `<img>` without a header. The bytes behind a key never change,
//! so a cache may keep them as long as their address is good; here a deleted story's are gone at once, whatever the
//! signature says. The objects are asked before every answer, so nobody hears that damaged bytes are current.

use std::sync::Arc;
use std::time::Duration;

use headers::{AcceptRanges, ContentLength, ContentRange, ETag, HeaderMapExt};
use metrics::counter;
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderValue};
use warp::http::{Method, StatusCode};
use warp::path::Tail;
use warp::reply::Response;

use crate::domain::{ObjectKey, StoryId, Timestamp};
use crate::http::answer::conditional::holds;
use crate::http::answer::converter::{Answer, answer};
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::refusals::picture_damaged;
use crate::http::answer::response::{empty, streamed};
use crate::http::call::head::{Call, call};
use crate::http::call::range;
use crate::http::filters::reading;
use crate::http::state::Gateway;
use crate::metrics::{OBJECTS_DAMAGED, label};
use crate::stream::signer::SignatureError;

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    // the whole rest is signed, so that no other spelling of an address works
    warp::path("pictures")
        .and(warp::path::tail())
        .and(reading())
        .and(call(gateway))
        .then(|key: Tail, call| async move { answer(picture(call, key.as_str())).await })
        .boxed()
}

/// A picture, by an address that came with a story or an event.
///
/// It needs no header, so it works in `<img>`. The bytes behind an address never change and may be cached for as long
/// as the address is good; ranges and `If-None-Match` are understood.
#[utoipa::path(
    get, path = "/pictures/illustrations/{story}/{scene}/{file}", operation_id = "show_picture", tag = "pictures", security(()),
    params(
        ("story" = String, Path, format = Uuid, description = "The story's id", example = "0190c8a0-5e3c-7cc1-9a57-0d3b6f1f2a4e"),
        ("scene" = u32, Path, minimum = 1, description = "The scene that it belongs to", example = 1),
        ("file" = String, Path, description = "As in the address: named by its bytes and its width", example = "5f2b0c9d41e87a36-512.webp"),
        ("expires" = String, Query, description = "As in the address: until when it works, in seconds since 1970", example = "1777669200"),
        ("signature" = String, Query, description = "As in the address", example = "k3Jv0b1mQq7nYw2hS5tXc8eZ4rUa6pLdGfIoVxNyBEs"),
    ),
    responses(
        (status = 200, description = "The picture", content_type = "image/webp"),
        (status = 206, description = "The range of its bytes that was asked for", content_type = "image/webp"),
        (status = 304, description = "It is the one that the caller has already"),
    ),
    extensions(("x-problems" = json!([ProblemCode::PictureExpired, ProblemCode::BadRange, ProblemCode::PictureDamaged]))),
)]
pub(super) async fn picture(call: Call, key: &str) -> Answer {
    let signed = check(&call, key)?;
    let answer = shown(&call, &signed).await;
    if answer.as_ref().is_err_and(|problem| problem.code == ProblemCode::PictureDamaged) {
        call.gateway.stories.mend(&signed.key);
    }
    answer
}

async fn shown(call: &Call, signed: &Signed) -> Answer {
    let (gateway, Signed { key, story, good_for }) = (&call.gateway, signed);
    gateway.store.log.head(*story).await?.ok_or_else(Problem::not_found)?;
    let tag = entity_tag(key)?;
    if holds(&call.headers, &tag) {
        gateway.objects.head(key).await?.ok_or_else(missing)?;
        return Ok(describe(empty(StatusCode::NOT_MODIFIED), &tag, *good_for));
    }
    let mut response = if call.method == Method::HEAD {
        let meta = gateway.objects.head(key).await?.ok_or_else(missing)?;
        let mut head = empty(StatusCode::OK);
        head.headers_mut().typed_insert(ContentLength(meta.size));
        head
    } else {
        bytes(call, key, &tag).await?
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(key.media_type().as_str()));
    Ok(describe(response, &tag, *good_for))
}

/// The bytes, or the range of them that is asked for: a thing of GET alone (RFC 9110, section 14.2).
async fn bytes(call: &Call, key: &ObjectKey, tag: &ETag) -> Answer {
    let objects = &call.gateway.objects;
    let range = match range::asked(&call.headers, tag) {
        Some(asked) => {
            let meta = objects.head(key).await?.ok_or_else(missing)?;
            range::satisfied(asked, meta.size)?
        }
        None => None,
    };
    let (meta, pieces) = objects.open(key, range.clone()).await?.ok_or_else(missing)?;
    let mut response = streamed(pieces);
    let length = range.as_ref().map_or(meta.size, |range| range.end - range.start);
    response.headers_mut().typed_insert(ContentLength(length));
    if let Some(range) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = ContentRange::bytes(range, meta.size).map_err(Problem::internal)?;
        response.headers_mut().typed_insert(range);
    }
    Ok(response)
}

/// We sign what a log names, so a file that is not there is lost.
fn missing() -> Problem {
    counter!(OBJECTS_DAMAGED, label::REASON => "missing").increment(1);
    picture_damaged().caused_by("the object is gone")
}

/// A picture whose address we signed.
struct Signed {
    key: ObjectKey,
    story: StoryId,
    /// How long the address works still.
    good_for: Duration,
}

fn check(call: &Call, key: &str) -> Result<Signed, Problem> {
    let key: ObjectKey = key.parse().map_err(|_| Problem::not_found())?;
    let story = key.story().ok_or_else(Problem::not_found)?;
    let expires = call.query.get("expires").unwrap_or_default();
    let signature = call.query.get("signature").unwrap_or_default();
    match call.gateway.signer.verify(key.as_str(), expires, signature, Timestamp::now()) {
        Ok(good_for) => Ok(Signed { key, story, good_for }),
        Err(SignatureError::Bad) => Err(Problem::not_found()),
        Err(SignatureError::Expired) => Err(Problem::new(ProblemCode::PictureExpired)),
    }
}

/// The bytes under an address never change; yet no cache keeps a picture longer than its address works, because its
/// story may be deleted.
fn describe(mut response: Response, tag: &ETag, good_for: Duration) -> Response {
    let cached = format!("public, max-age={}, must-revalidate, immutable", good_for.as_secs());
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_str(&cached).expect("a number is visible ASCII"));
    headers.typed_insert(AcceptRanges::bytes());
    headers.typed_insert(tag.clone());
    response
}

/// The key's last segment is made of the bytes' hash.
fn entity_tag(key: &ObjectKey) -> Result<ETag, Problem> {
    format!("\"{}\"", key.name()).parse().map_err(Problem::internal)
}
