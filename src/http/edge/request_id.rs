//! Every request has a name: the caller's, when it is a harmless one, or ours.

use warp::http::{HeaderMap, HeaderName, HeaderValue};

/// The header, in requests and answers.
pub const HEADER: HeaderName = HeaderName::from_static("x-request-id");

/// The request's id: 1 to 64 of `A-Za-z0-9_-` from the header, or a new one.
#[must_use]
pub fn of(headers: &HeaderMap) -> String {
    let given = headers.get(HEADER).and_then(|value| value.to_str().ok()).filter(|id| is_harmless(id));
    given.map_or_else(|| uuid::Uuid::now_v7().to_string(), ToOwned::to_owned)
}

/// Gives a request its id for good: from here on [`of`] finds the one that is returned.
pub(super) fn settle(headers: &mut HeaderMap) -> String {
    let id = of(headers);
    headers.insert(HEADER, HeaderValue::from_str(&id).expect("an id is visible ASCII"));
    id
}

fn is_harmless(id: &str) -> bool {
    (1..=64).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte))
}
