//! Answers that a caller has already (RFC 9110, section 13.1.2).

use warp::http::HeaderMap;
use warp::http::header::IF_NONE_MATCH;

/// Whether the caller has these bytes already.
#[must_use]
pub fn holds(headers: &HeaderMap, tag: &str) -> bool {
    let lines = headers.get_all(IF_NONE_MATCH).into_iter().filter_map(|line| line.to_str().ok());
    lines
        .flat_map(|line| line.split(','))
        .map(str::trim)
        .any(|known| known == "*" || known.strip_prefix("W/").unwrap_or(known) == tag)
}
