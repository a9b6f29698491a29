//! The small answers that a route's function gives.

use std::pin::Pin;
use std::sync::{Mutex, PoisonError};
use std::task::{Context, Poll};

use bytes::Bytes;
use futures_util::{Stream, StreamExt};
use serde::Serialize;
use warp::http::header::{CONTENT_TYPE, HeaderValue};
use warp::http::{HeaderName, StatusCode};
use warp::reply::{Reply, Response};

use super::converter::Answer;
use super::problem::Problem;

/// An answer with a body of JSON.
pub fn json(status: StatusCode, value: &impl Serialize) -> Answer {
    let body = serde_json::to_vec(value).map_err(Problem::internal)?;
    let mut response = body.into_response();
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/json"));
    Ok(response)
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
