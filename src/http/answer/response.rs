//! From what a route's function returned to a response: the one response converter, and the small answers it is fed.

use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{FutureExt, Stream, StreamExt};
use serde::Serialize;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::http::{HeaderName, StatusCode};
use warp::reply::{Reply, Response};

use super::problem::Problem;
use crate::http::call::caller::{Caller, Identity};

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

/// The same for a route that needs a caller, who is noted on the answer for the log.
pub async fn for_caller<Serve, Served>(caller: Result<Caller, Problem>, serve: Serve) -> Response
where
    Serve: FnOnce(Caller) -> Served,
    Served: Future<Output = Answer>,
{
    match caller {
        Err(problem) => problem.into_response(),
        Ok(caller) => {
            let identity = Identity { user: caller.user, tier: caller.tier.clone() };
            let mut response = answer(serve(caller)).await;
            response.extensions_mut().insert(identity);
            response
        }
    }
}

/// A JSON answer.
pub fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(Problem::internal)?;
    let mut response = body.into_response();
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
}

/// An answer whose body comes piece by piece.
pub fn streamed<Pieces, Error>(pieces: Pieces) -> Response
where
    Pieces: Stream<Item = Result<Bytes, Error>> + Send + Unpin + 'static,
    Error: Into<Box<dyn std::error::Error + Send + Sync>> + Send + 'static,
{
    warp::reply::stream(Shared(Mutex::new(pieces))).into_response()
}

/// A stream that may be shared, as warp wants it; it is only ever polled by its one owner.
struct Shared<Pieces>(Mutex<Pieces>);

impl<Pieces: Stream + Unpin> Stream for Shared<Pieces> {
    type Item = Pieces::Item;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.get_mut().unwrap_or_else(PoisonError::into_inner).poll_next_unpin(context)
    }
}

/// An answer without a body.
pub fn empty(status: StatusCode) -> Response {
    status.into_response()
}

/// The answer with a header whose value is made at run time; one that is no header value is left out.
pub fn with_header(mut response: Response, name: HeaderName, value: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().append(name, value);
    }
    response
}
