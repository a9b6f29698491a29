//! Pictures by their signed addresses, which work in `<img>` without a header. The bytes behind a key never change,
//! so a cache may keep them; a deleted story's are gone at once, whatever the signature says.

use std::ops::Range;
use std::sync::Arc;

use futures_util::{StreamExt, stream};
use warp::Filter;
use warp::filters::BoxedFilter;
use warp::http::header::{
    ACCEPT_RANGES, CACHE_CONTROL, CONTENT_LENGTH, CONTENT_RANGE, CONTENT_TYPE, ETAG, HeaderValue, IF_RANGE, RANGE,
};
use warp::http::{HeaderMap, Method, StatusCode};
use warp::path::Tail;
use warp::reply::{Reply, Response};

use crate::backends::objects::{ObjectError, Objects, is_valid_key};
use crate::domain::{StoryId, Timestamp};
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

/// Read at once: so much, and no whole picture, is held for a caller, however slowly it reads.
const PIECE: u64 = 64 * 1024;

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
    let story = check(&call, key)?;
    gateway.store.log.head(story).await?.ok_or_else(Problem::not_found)?;
    let tag = entity_tag(key);
    if holds(&call.headers, &tag) {
        return Ok(describe(empty(StatusCode::NOT_MODIFIED), &tag));
    }
    let meta = gateway.objects.head(key).await?.ok_or_else(Problem::not_found)?;
    // a range is a thing of GET alone (RFC 9110, section 14.2)
    let is_head = call.method == Method::HEAD;
    let range = if is_head { None } else { wanted_range(&call.headers, &tag, meta.size)? };
    let wanted = range.clone().unwrap_or(0..meta.size);
    let length = wanted.end - wanted.start;
    let mut response = if is_head { empty(StatusCode::OK) } else { pieces(&gateway.objects, key, wanted).await? };
    response = with_header(response, CONTENT_LENGTH, &length.to_string());
    if let Some(Range { start, end }) = range {
        *response.status_mut() = StatusCode::PARTIAL_CONTENT;
        response = with_header(response, CONTENT_RANGE, &format!("bytes {start}-{}/{}", end - 1, meta.size));
    }
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media_type(key)));
    Ok(describe(response, &tag))
}

/// Bytes of a picture. The first piece is read before there is an answer, so that a picture that is gone is none.
async fn pieces(objects: &Arc<dyn Objects>, key: &str, wanted: Range<u64>) -> Answer {
    let first = piece(&wanted);
    let rest = first.end..wanted.end;
    let bytes = objects.get(key, Some(first)).await?.ok_or_else(Problem::not_found)?;
    if rest.is_empty() {
        return Ok(warp::http::Response::new(bytes).into_response());
    }
    let source = (Arc::clone(objects), key.to_owned(), rest);
    let rest = stream::try_unfold(source, |(objects, key, left)| async move {
        if left.is_empty() {
            return Ok(None);
        }
        let next = piece(&left);
        let left = next.end..left.end;
        match objects.get(&key, Some(next)).await? {
            Some(bytes) => Ok(Some((bytes, (objects, key, left)))),
            // a short body tells the caller that it is no picture
            None => Err(ObjectError::Unavailable("it was removed meanwhile".into())),
        }
    });
    Ok(streamed(stream::iter([Ok(bytes)]).chain(rest).boxed()))
}

fn piece(left: &Range<u64>) -> Range<u64> {
    left.start..left.end.min(left.start.saturating_add(PIECE))
}

/// The story of a picture whose address we signed.
fn check(call: &Call, key: &str) -> Result<StoryId, Problem> {
    let story = key.strip_prefix("illustrations/").and_then(|rest| rest.split_once('/')?.0.parse().ok());
    let story = story.filter(|_| is_valid_key(key)).ok_or_else(Problem::not_found)?;
    let expires = call.query.get("expires").unwrap_or_default();
    let signature = call.query.get("signature").unwrap_or_default();
    match call.gateway.signer.verify(key, expires, signature, Timestamp::now()) {
        Ok(()) => Ok(story),
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
fn entity_tag(key: &str) -> String {
    let name = key.rsplit('/').next().unwrap_or(key);
    format!("\"{name}\"")
}

fn media_type(key: &str) -> &'static str {
    match key.rsplit('.').next() {
        Some("webp") => "image/webp",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("avif") => "image/avif",
        _ => "application/octet-stream",
    }
}

fn wanted_range(headers: &HeaderMap, tag: &str, size: u64) -> Result<Option<Range<u64>>, Problem> {
    let is_current = headers.get(IF_RANGE).is_none_or(|known| known == tag);
    let Some(range) = headers.get(RANGE).and_then(|value| value.to_str().ok()).filter(|_| is_current) else {
        return Ok(None);
    };
    match parse_range(range, size) {
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
