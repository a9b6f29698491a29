//! What stands after the question mark: limits, cursors, moments. An out-of-range value is 422 with the parameter
//! named; a cursor that we did not make is 400 `bad_cursor`.

use std::str::FromStr;

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::Serialize;
use warp::{Filter, Rejection};

use crate::domain::Timestamp;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The largest page of a list.
pub const LARGEST_PAGE: usize = 100;
/// A page of a list, unless said otherwise.
pub const DEFAULT_PAGE: usize = 20;

/// The query's pairs, decoded. An unknown name is ignored; of a repeated one the first counts.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

/// Reads the query.
pub fn query() -> impl Filter<Extract = (Query,), Error = Rejection> + Clone {
    warp::query::<Vec<(String, String)>>().map(Query)
}

impl Query {
    /// A query of these pairs.
    #[must_use]
    pub fn new(pairs: Vec<(String, String)>) -> Self {
        Self(pairs)
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// `?limit=`, 1 to [`LARGEST_PAGE`].
    pub fn limit(&self, default: usize) -> Result<usize, Problem> {
        let Some(text) = self.get("limit") else { return Ok(default) };
        match number(text) {
            Some(limit) if (1..=LARGEST_PAGE as u64).contains(&limit) => Ok(usize::try_from(limit).unwrap_or(default)),
            _ => Err(Problem::invalid_field("limit", "out_of_range", "a limit is 1 to 100")),
        }
    }

    /// `?cursor=`, as it was made by [`page`].
    pub fn cursor<T: FromStr>(&self) -> Result<Option<T>, Problem> {
        let Some(text) = self.get("cursor") else { return Ok(None) };
        let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| bad_cursor())?;
        let inner = std::str::from_utf8(&bytes).map_err(|_| bad_cursor())?;
        inner.parse().map(Some).map_err(|_| bad_cursor())
    }

    /// A moment, RFC 3339.
    pub fn moment(&self, name: &str) -> Result<Option<Timestamp>, Problem> {
        let Some(text) = self.get(name) else { return Ok(None) };
        text.parse()
            .map(Some)
            .map_err(|_| Problem::invalid_field(name, "invalid_value", "a moment is written as in RFC 3339"))
    }
}

/// A number without sign, blanks or anything else.
#[must_use]
pub fn number(text: &str) -> Option<u64> {
    let is_plain = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_plain { text.parse().ok() } else { None }
}

/// 400: not a cursor of ours, or of something that is not there.
pub fn bad_cursor() -> Problem {
    Problem::new(ProblemCode::BadCursor)
}

/// One page of a list.
#[derive(Debug, Serialize)]
pub struct Page<T> {
    /// What is on it.
    pub items: Vec<T>,
    /// What to ask for next; `None` when this is the end.
    pub next_cursor: Option<String>,
}

/// An opaque cursor.
#[must_use]
pub fn cursor_of(inner: &impl ToString) -> String {
    URL_SAFE_NO_PAD.encode(inner.to_string())
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
