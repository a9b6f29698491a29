//! An answer that is an event stream: a head, and the stream itself as an extension, so that everything which shapes
//! answers does its work on it before the connection sends it on ([`crate::http::edge::connection`]).

use std::convert::Infallible;
use std::sync::{Arc, Mutex, PoisonError};

use futures_util::StreamExt;
use futures_util::stream;
use warp::http::header::{CACHE_CONTROL, CONTENT_TYPE, HeaderName, HeaderValue};
use warp::reply::Response;

use super::response::streamed;
use crate::stream::OpenStream;

/// The answer with a stream, or the head of one.
pub fn event_stream(stream: Option<OpenStream>) -> Response {
    let mut response = streamed(stream::empty::<Result<bytes::Bytes, Infallible>>());
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    headers.insert(HeaderName::from_static("x-accel-buffering"), HeaderValue::from_static("no"));
    if let Some(stream) = stream {
        response.extensions_mut().insert(Attached(Arc::new(Mutex::new(Some(stream)))));
    }
    response
}

/// Takes the stream out of its answer.
pub fn detach(response: &mut Response) -> Option<OpenStream> {
    let Attached(stream) = response.extensions_mut().remove()?;
    stream.lock().unwrap_or_else(PoisonError::into_inner).take()
}

/// Puts the stream's frames into its answer's body, to be sent like any other.
pub fn with_frames(response: Response, stream: OpenStream) -> Response {
    let (head, _) = response.into_parts();
    let (_, body) = streamed(stream.into_frames().map(Ok::<_, Infallible>)).into_parts();
    Response::from_parts(head, body)
}

/// In a form that extensions hold, which are cloned.
#[derive(Clone)]
struct Attached(Arc<Mutex<Option<OpenStream>>>);
