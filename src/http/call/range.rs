//! Which bytes of a thing a caller wants (RFC 9110, section 14). Read here and not by the crate `headers`, whose
//! `Range` takes a suffix that is longer than the thing for no range at all, and `bytes=+1-` for one.

use std::ops::Range;

use headers::{ETag, HeaderMapExt, IfRange};
use warp::http::HeaderMap;
use warp::http::header::{CONTENT_RANGE, HeaderValue, RANGE};

use super::query::number;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The `Range` header, where it is about the version of the thing that the caller has begun with (`If-Range`).
#[must_use]
pub fn asked<'headers>(headers: &'headers HeaderMap, tag: &ETag) -> Option<&'headers str> {
    let is_current = match headers.typed_try_get::<IfRange>() {
        Ok(begun) => begun.is_none_or(|begun| !begun.is_modified(Some(tag), None)),
        Err(_) => false,
    };
    headers.get(RANGE).filter(|_| is_current)?.to_str().ok()
}

/// The bytes that a `Range` header asks for of a thing of `size` bytes; `None`: all of them.
pub fn satisfied(asked: &str, size: u64) -> Result<Option<Range<u64>>, Problem> {
    match parse(asked, size) {
        Wanted::Everything => Ok(None),
        Wanted::Part(part) => Ok(Some(part)),
        Wanted::Nothing => Err(unsatisfied(size)),
    }
}

fn unsatisfied(size: u64) -> Problem {
    let size = HeaderValue::from_str(&format!("bytes */{size}")).expect("a number is visible ASCII");
    Problem::new(ProblemCode::BadRange).with_header(CONTENT_RANGE, size)
}

/// What a `Range` header asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Not a single range of bytes: such a header is ignored (RFC 9110, section 14.2).
    Everything,
    /// These bytes, all of which are there.
    Part(Range<u64>),
    /// Bytes that are not there.
    Nothing,
}

/// Reads `bytes=first-last`, `bytes=first-` and `bytes=-length`.
#[must_use]
pub fn parse(header: &str, size: u64) -> Wanted {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|spec| spec.trim().split_once('-')) else {
        return Wanted::Everything;
    };
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
