//! From what a route's function returned to a response: the one converter.

use std::future::Future;
use std::panic::AssertUnwindSafe;

use futures_util::FutureExt;
use warp::reply::{Reply, Response};

use super::problem::Problem;

/// What a route's function returns.
pub type Answer = Result<Response, Problem>;

/// Carries a route's function through: its answer, its problem, or its panic (as a 500).
pub async fn answer(serve: impl Future<Output = Answer>) -> Response {
    match AssertUnwindSafe(serve).catch_unwind().await {
        Ok(Ok(response)) => response,
        Ok(Err(problem)) => problem.into_response(),
        Err(_) => Problem::internal("the route panicked").into_response(),
    }
}
