//! The caller's own name for a call that creates something (the IETF draft "The Idempotency-Key HTTP Header Field").
//! What a repeat gets is the business of whoever creates.

use warp::http::HeaderMap;

use crate::http::answer::problem::Problem;
use crate::http::answer::problem_code::ProblemCode;

/// The longest key, in characters.
const LONGEST: usize = 255;

/// The key of a call, 1 to 255 visible ASCII characters; two of them are none that we could honour.
pub fn of(headers: &HeaderMap) -> Result<Option<String>, Problem> {
    let mut values = headers.get_all("idempotency-key").into_iter();
    let Some(value) = values.next() else { return Ok(None) };
    match (value.to_str().ok().filter(|key| is_valid(key)), values.next()) {
        (Some(key), None) => Ok(Some(key.to_owned())),
        _ => Err(Problem::new(ProblemCode::BadIdempotencyKey)),
    }
}

fn is_valid(key: &str) -> bool {
    (1..=LONGEST).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_graphic())
}
