//! What stands after the question mark: limits, cursors, moments. An out-of-range value is 422 with the parameter
//! named; a cursor that we did not make is 400 `bad_cursor`.

use warp::{Filter, Rejection};

use crate::domain::Timestamp;
use crate::http::answer::page;
use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The largest page of a list.
pub const LARGEST_PAGE: usize = 100;
/// A page of a list, unless said otherwise.
pub const DEFAULT_PAGE: usize = 20;

/// The query's pairs, decoded. An unknown name is ignored; of a repeated one the first counts.
#[derive(Clone, Debug, Default)]
pub struct Query(Vec<(String, String)>);

/// Takes what stands after the question mark.
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

    /// `?limit=`, 1 to [`LARGEST_PAGE`]; `default` when the call names none.
    pub fn limit(&self, default: usize) -> Result<usize, Problem> {
        let Some(text) = self.get("limit") else { return Ok(default) };
        match number(text) {
            Some(limit) if (1..=LARGEST_PAGE as u64).contains(&limit) => Ok(usize::try_from(limit).unwrap_or(default)),
            _ => Err(Problem::invalid_field("limit", "out_of_range", "a limit is 1 to 100")),
        }
    }

    /// `?cursor=`, as it was made by [`page::page`].
    pub fn cursor<Of: page::Key>(&self) -> Result<Option<Of>, Problem> {
        let Some(text) = self.get("cursor") else { return Ok(None) };
        page::key_of(text).map(Some).ok_or_else(bad_cursor)
    }

    /// A moment, as RFC 3339 writes it; `None` when the call names none.
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
