//! Answers that a caller has already (RFC 9110, section 13.1.2).

use headers::{ETag, HeaderMapExt, IfNoneMatch};
use warp::http::HeaderMap;

/// Whether the caller has the version with this tag already, and needs no body.
#[must_use]
pub fn holds(headers: &HeaderMap, tag: &ETag) -> bool {
    headers.typed_get::<IfNoneMatch>().is_some_and(|known| !known.precondition_passes(tag))
}
