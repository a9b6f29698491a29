//! Pictures by their signed addresses, which work in `<img>` without a header. The bytes behind a key never change,
//! so a cache may keep them; a deleted story's are gone at once, whatever the signature says.

use std::ops::Range;
use std::sync::Arc;

use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_RANGE, RANGE,
};
use warp::http::{HeaderMap, Method, StatusCode};
use warp::path::Tail;
use warp::reply::Response;

use crate::domain::{ObjectKey, StoryId, Timestamp};
use crate::http::answer::conditional::holds;
use crate::http::answer::problem::{Problem, ProblemDocument};
use crate::http::answer::problem_code::ProblemCode;
use crate::http::answer::response::{Answer, answer, empty, streamed, with_header};
use crate::http::call::caller::{Call, call};
use crate::http::filters::reading;
use crate::http::state::Gateway;
use crate::stream::signer::SignatureError;

/// The address changes with every signing, so the answer never has to.
const IMMUTABLE: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// The routes of this file.
pub fn routes(gateway: &Arc<Gateway>) -> BoxedFilter<(Response,)> {
    warp::path("pictures")
        .and(warp::path::tail())
        .and(reading())
        .and(call(gateway))
        .then(|key: Tail, call| async move { answer(picture(call, key.as_str())).await })
        .boxed()
}

/// A picture, by an address that came with a story or an event.
#[utoipa::path(get, path = "/pictures/{key}", operation_id = "show_picture", tag = "pictures", security(()),
    params(
        ("key" = String, Path, description = "The object's key, slashes and all"),
        ("expires" = String, Query, description = "As in the address"),
        ("signature" = String, Query, description = "As in the address"),
    ),
    responses(
        (status = 200, description = "The picture", content_type = "image/webp"),
        (status = 206, description = "A range of its bytes", content_type = "image/webp"),
        (status = 304, description = "The one that the caller has"),
        (status = 404, description = "`picture_expired`: read the story anew; `not_found`: no picture", body = ProblemDocument),
        (status = 416, description = "`bad_range`", body = ProblemDocument),
    ))]
pub(super) async fn picture(call: Call, key: &str) -> Answer {
    let gateway = &call.gateway;
    let (key, story) = check(&call, key)?;
    gateway.store.log.head(story).await?.ok_or_else(Problem::not_found)?;
    let tag = entity_tag(&key);
    if holds(&call.headers, &tag) {
        return Ok(describe(empty(StatusCode::NOT_MODIFIED), &tag));
    }
    let mut response = if call.method == Method::HEAD {
        let meta = gateway.objects.head(&key).await?.ok_or_else(Problem::not_found)?;
        with_header(empty(StatusCode::OK), CONTENT_LENGTH, &meta.size.to_string())
    } else {
        bytes(&call, &key, &tag).await?
    };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(key.media_type().as_str()));
    Ok(describe(response, &tag))
}

/// The bytes, or the range of them that is asked for: a thing of GET alone (RFC 9110, section 14.2).
async fn bytes(call: &Call, key: &ObjectKey, tag: &str) -> Answer {
    let objects = &call.gateway.objects;
    let range = match asked_range(&call.headers, tag) {
        Some(asked) => {
            let meta = objects.head(key).await?.ok_or_else(Problem::not_found)?;
            satisfied(asked, meta.size)?
        }
        None => None,
    };
    let (meta, pieces) = objects.open(key, range.clone()).await?.ok_or_else(Problem::not_found)?;
    let mut response = streamed(pieces);
    let wanted = range.clone().unwrap_or(0..meta.size);
    response = with_header(response, CONTENT_LENGTH, &(wanted.end - wanted.start).to_string());
    if range.is_some() {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        let range = format!("bytes {}-{}/{}", wanted.start, wanted.end - 1, meta.size);
        response = with_header(response, CONTENT_RANGE, &range);
    }
    Ok(response)
}

/// A picture whose address we signed, and its story.
fn check(call: &Call, key: &str) -> Result<(ObjectKey, StoryId), Problem> {
    let key: ObjectKey = key.parse().map_err(|_| Problem::not_found())?;
    let story = key.story().ok_or_else(Problem::not_found)?;
    let expires = call.query.get("expires").unwrap_or_default();
    let signature = call.query.get("signature").unwrap_or_default();
    match call.gateway.signer.verify(key.as_str(), expires, signature, Timestamp::now()) {
        Ok(()) => Ok((key, story)),
        Err(SignatureError::Bad) => Err(Problem::not_found()),
        Err(SignatureError::Expired) => Err(Problem::new(ProblemCode::PictureExpired)),
    }
}

fn describe(mut response: Response, tag: &str) -> Response {
    response.headers_mut().insert(CACHE_CONTROL, IMMUTABLE);
    response.headers_mut().insert(ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    with_header(response, ETAG, tag)
}

/// The key's last segment is made of the bytes' hash.
fn entity_tag(key: &ObjectKey) -> String {
    format!("\"{}\"", key.name())
}

/// The `Range` header, where it is about the picture that the caller has begun with.
fn asked_range<'a>(headers: &'a HeaderMap, tag: &str) -> Option<&'a str> {
    let is_current = headers.get(IF_RANGE).is_none_or(|known| known == tag);
    headers.get(RANGE).filter(|_| is_current)?.to_str().ok()
}

fn satisfied(asked: &str, size: u64) -> Result<Option<Range<u64>>, Problem> {
    match parse_range(asked, size) {
        Wanted::Everything => Ok(None),
        Wanted::Part(part) => Ok(Some(part)),
        Wanted::Nothing => {
            let size = HeaderValue::from_str(&format!("bytes */{size}")).map_err(Problem::internal)?;
            Err(Problem::new(ProblemCode::BadRange).with_header(CONTENT_RANGE, size))
        }
    }
}

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Not a single range of bytes: such a header is ignored (RFC 9110, section 14.2).
    Everything,
    /// These bytes.
    Part(Range<u64>),
    /// Bytes that are not there.
    Nothing,
}

/// Reads `bytes=first-last`, `bytes=first-` and `bytes=-length`.
#[must_use]
pub fn parse_range(header: &str, size: u64) -> Wanted {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|spec| spec.trim().split_once('-')) else {
        return Wanted::Everything;
    };
    let number = crate::http::call::query::number;
    match (first, last, number(first), number(last)) {
        ("", _, _, Some(length)) if length > 0 && size > 0 => Wanted::Part(size.saturating_sub(length)..size),
        ("", _, _, Some(_)) => Wanted::Nothing,
        (_, "", Some(first), _) if first < size => Wanted::Part(first..size),
        (_, "", Some(_), _) => Wanted::Nothing,
        (_, _, Some(first), Some(last)) if first > last => Wanted::Everything,
        (_, _, Some(first), Some(last)) if first < size => Wanted::Part(first..last.saturating_add(1).min(size)),
        (_, _, Some(_), Some(_)) => Wanted::Nothing,
        _ => Wanted::Everything,
    }
}
