//! Lists come in pages. A cursor is opaque to clients; inside it is the key of the last thing of the page before.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list.
#[derive(Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The things on this page, in the list's order.
    pub items: Vec<T>,
    /// Sent as `?cursor=`, it asks for the next page; `null` when there is none.
    #[schema(example = "MDE5MGM4YTAtMDAwMC03MDAwLTgwMDAtMDAwMDAwMDAwMDA3")]
    pub next_cursor: Option<String>,
}

/// A page of at most `limit` of the found things, of which one more was asked for.
pub fn page<Found, Shown, Key: ToString>(
    mut found: Vec<Found>,
    limit: usize,
    key: impl Fn(&Found) -> Key,
    show: impl Fn(Found) -> Shown,
) -> Page<Shown> {
    let has_more = found.len() > limit;
    found.truncate(limit);
    let next_cursor = found.last().filter(|_| has_more).map(|last| cursor_of(&key(last)));
    Page { items: found.into_iter().map(show).collect(), next_cursor }
}

/// The cursor that goes on after the thing with this key.
#[must_use]
pub fn cursor_of(key: &impl ToString) -> String {
    URL_SAFE_NO_PAD.encode(key.to_string())
}

/// The key inside a cursor; `None` when it is not one of ours.
#[must_use]
pub fn key_of<Key: FromStr>(cursor: &str) -> Option<Key> {
    let bytes = URL_SAFE_NO_PAD.decode(cursor).ok()?;
    std::str::from_utf8(&bytes).ok()?.parse().ok()
}
