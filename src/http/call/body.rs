//! Bodies: taken unread, then read under limits of size and time. What JSON they hold is [`super::strict_json`]'s.

use std::time::Duration;

use bytes::{Buf, Bytes, BytesMut};
use futures_util::stream::BoxStream;
use futures_util::{Stream, StreamExt, TryStreamExt};
use serde::de::DeserializeOwned;
use tokio::time::{Instant, timeout_at};
use warp::http::HeaderMap;
use warp::http::header::{
    ACCEPT_ENCODING, CONNECTION, CONTENT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, EXPECT, HeaderValue,
};
use warp::{Filter, Rejection};

use super::strict_json::parse;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The largest body, in bytes.
pub const LARGEST_BODY: usize = 64 * 1024;
/// What is read and thrown away of a larger one, so that its sender sees the answer: to a client that still writes, the
/// kernel would send a reset with it.
const DISCARDED: usize = 1024 * 1024;

/// A body that was not read yet.
pub type Body = BoxStream<'static, Result<Bytes, warp::Error>>;

/// Takes the body, unread, so that whoever may not call costs no reading.
pub fn body() -> impl Filter<Extract = (Body,), Error = Rejection> + Clone {
    warp::body::stream().map(unread)
}

fn unread<Chunk: Buf + Send>(chunks: impl Stream<Item = Result<Chunk, warp::Error>> + Send + 'static) -> Body {
    chunks.map_ok(|mut chunk| chunk.copy_to_bytes(chunk.remaining())).boxed()
}

/// Reads a body that must be there.
pub async fn read<T: DeserializeOwned>(headers: &HeaderMap, body: Body, limit: Duration) -> Result<T, Problem> {
    let bytes = collect(headers, body, limit).await?;
    check_form(headers)?;
    parse(&bytes)
}

/// Reads a body that may be missing.
pub async fn read_optional<T: DeserializeOwned + Default>(
    headers: &HeaderMap,
    body: Body,
    limit: Duration,
) -> Result<T, Problem> {
    let bytes = collect(headers, body, limit).await?;
    if bytes.is_empty() {
        return Ok(T::default());
    }
    check_form(headers)?;
    parse(&bytes)
}

async fn collect(headers: &HeaderMap, mut body: Body, limit: Duration) -> Result<Bytes, Problem> {
    let deadline = Instant::now() + limit;
    let announced = headers.get(CONTENT_LENGTH).and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let is_too_large = announced.is_some_and(|length| length > LARGEST_BODY as u64);
    if is_too_large && headers.contains_key(EXPECT) {
        // who waits for leave to write has nothing on its way
        return Err(too_large());
    }
    let collecting = async { if is_too_large { Err(too_large()) } else { collect_slowly(&mut body).await } };
    let Ok(collected) = timeout_at(deadline, collecting).await else {
        return Err(hang_up(Problem::new(ProblemCode::BodyTimeout)));
    };
    if collected.as_ref().is_err_and(|problem| problem.code == ProblemCode::BodyTooLarge) {
        // a body that takes too long is answered all the same
        let _ = timeout_at(deadline, discard(&mut body)).await;
    }
    collected
}

async fn discard(body: &mut Body) {
    let mut left = DISCARDED;
    while let Some(Ok(chunk)) = body.next().await {
        left = left.saturating_sub(chunk.len());
        if left == 0 {
            return;
        }
    }
}

async fn collect_slowly(body: &mut Body) -> Result<Bytes, Problem> {
    let mut collected = BytesMut::new();
    while let Some(chunk) = body.next().await {
        let chunk = chunk.map_err(|_| hang_up(Problem::new(ProblemCode::BrokenBody)))?;
        if collected.len() + chunk.len() > LARGEST_BODY {
            return Err(too_large());
        }
        collected.extend_from_slice(&chunk);
    }
    Ok(collected.freeze())
}

fn too_large() -> Problem {
    hang_up(Problem::new(ProblemCode::BodyTooLarge))
}

/// The rest of such a body is not worth reading.
fn hang_up(problem: Problem) -> Problem {
    problem.with_header(CONNECTION, HeaderValue::from_static("close"))
}

/// Only JSON as it is: not of another media type, and not compressed.
fn check_form(headers: &HeaderMap) -> Result<(), Problem> {
    let is_coded = |coding: &HeaderValue| !coding.as_bytes().trim_ascii().eq_ignore_ascii_case(b"identity");
    if headers.get_all(CONTENT_ENCODING).into_iter().any(is_coded) {
        let problem = Problem::new(ProblemCode::UnsupportedMediaType);
        let problem = problem.with_detail("send the body as it is: Content-Encoding is not understood here");
        return Err(problem.with_header(ACCEPT_ENCODING, HeaderValue::from_static("identity")));
    }
    check_media_type(headers)
}

fn check_media_type(headers: &HeaderMap) -> Result<(), Problem> {
    let text = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let mut parts = text.split(';').map(str::trim);
    let is_json = parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json"));
    let is_utf8 = parts.all(|parameter| {
        let (name, value) = parameter.split_once('=').unwrap_or((parameter, ""));
        !name.eq_ignore_ascii_case("charset") || value.trim_matches('"').eq_ignore_ascii_case("utf-8")
    });
    if is_json && is_utf8 {
        return Ok(());
    }
    Err(Problem::new(ProblemCode::UnsupportedMediaType))
}
